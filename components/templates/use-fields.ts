import type { KeyboardEvent, RefObject } from 'react';
import { emptyFields, fieldFrom, selectField } from './fields';

/**
 * The empty fields of what stands in the box: Tab goes from one to the next, and out of the box after the last. `goTo` goes to
 * the first one, or to the first of a name.
 */
export function useFields(box: RefObject<HTMLTextAreaElement | null>, text: string) {
  const names = emptyFields(text);
  const goTo = (name?: string) => {
    // As the box has it now: it may be another text than the one that was drawn last.
    const { value = '' } = box.current ?? {};
    let field = fieldFrom(value, 0);
    while (field && name !== undefined && field.name !== name) field = fieldFrom(value, field.to);
    if (field) selectField(box.current, field);
  };
  /** Whether the key was for them. */
  const onKey = (event: KeyboardEvent): boolean => {
    if (event.key !== 'Tab' || names.length === 0 || !box.current) return false;
    const { selectionStart, selectionEnd } = box.current;
    const field = fieldFrom(text, event.shiftKey ? selectionStart : selectionEnd, event.shiftKey);
    if (field) selectField(box.current, field);
    return field !== undefined;
  };
  return { names, goTo, onKey };
}
