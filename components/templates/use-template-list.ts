import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent, useId, useState } from 'react';
import { flushSync } from 'react-dom';
import { fillIn, type VariableValues } from '@/lib/templates/rules';
import type { TemplateView } from '@/lib/templates/schema';
import { useInbox } from '../conversations/inbox-context';
import { useObservable } from '../realtime/observable';
import { fieldFrom, selectField } from './fields';
import { findTemplates } from './find-templates';
import { useTemplateQuery } from './use-template-query';

type Box = RefObject<HTMLTextAreaElement | null>;

type Input = {
  box: Box;
  text: string;
  write: (text: string) => void;
  /** What the variables stand for in this conversation. */
  values: VariableValues;
};

/** Templates in the box: `/` or the button opens the list, arrows go through it, Enter or Tab takes one. */
export function useTemplateList({ box, text, write, values }: Input) {
  const id = useId();
  const calling = useTemplateQuery(box, text);
  const { query, cursor, close } = calling;
  const { state, list, read } = useKnown(query !== undefined);
  const [active, setActive] = useState(0);
  const templates = query && list ? findTemplates(list, query) : [];
  const isOpen = query !== undefined && (templates.length > 0 || !query.isAmid);
  const chosen = Math.min(active, templates.length - 1);
  useCloseElsewhere(box, isOpen, close);

  const choose = (template: TemplateView) => {
    if (!query) return;
    const filled = fillIn(template.text, values);
    const next = text.slice(0, query.from) + filled + text.slice(cursor);
    const end = query.from + filled.length;
    // At once: the next letter may come before the next frame.
    flushSync(() => {
      write(next);
      calling.end(end);
      setActive(0);
    });
    const field = fieldFrom(next, query.from);
    selectField(box.current, field && field.to <= end ? field : { name: '', from: end, to: end });
  };
  const early = useEarly(list !== undefined, () => templates[0] && choose(templates[0]));
  const onKey = (event: KeyboardEvent): boolean => {
    if (!isOpen) return false;
    const template = templates[chosen];
    const isTaking = (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey;
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Escape') close();
    else if (template && isTaking) choose(template);
    else if (template && by !== 0) setActive((chosen + by + templates.length) % templates.length);
    else if (isTaking && !list && state !== 'failed') early.wait();
    else {
      if (isTaking) close();
      return false;
    }
    return true;
  };
  const shown = { id, templates, active: chosen, state, words: query?.words ?? '', values };
  return {
    list: isOpen ? { ...shown, onChoose: choose, onRetry: read } : undefined,
    /** Whether the key was for the list. */
    onKey,
    onCursor: (at: number) => {
      if (at === cursor) return;
      setActive(0);
      early.forget();
      calling.onCursor(at);
    },
    /** Opens it where the cursor stands, or closes it. */
    toggle: () => {
      setActive(0);
      if (isOpen) close();
      else calling.open();
      box.current?.focus();
    },
  };
}

/** The templates as far as they are known; read when they are wanted, and again when they changed meanwhile. */
function useKnown(isWanted: boolean) {
  const { templates } = useInbox();
  const { state, list } = useObservable(templates.all);
  const isStale = state === 'stale';
  // biome-ignore lint/correctness/useExhaustiveDependencies: what became stale while it is wanted is read again
  useEffect(() => {
    if (isWanted) templates.read();
  }, [templates, isWanted, isStale]);
  return { state, list, read: () => void templates.read() };
}

/** Whoever types faster than the list comes means the first of it, and no message. */
function useEarly(isThere: boolean, take: () => void) {
  const [isWaiting, setWaiting] = useState(false);
  // An effect can't draw at once, which choosing has to.
  const later = useEffectEvent(() => queueMicrotask(take));
  useEffect(() => {
    if (!isWaiting || !isThere) return;
    setWaiting(false);
    later();
  }, [isWaiting, isThere]);
  return { wait: () => setWaiting(true), forget: () => setWaiting(false) };
}

/** A press or the focus anywhere else closes it. */
function useCloseElsewhere(box: Box, isOpen: boolean, close: () => void): void {
  const look = useEffectEvent(({ target }: Event) => {
    const isOurs =
      target === box.current || (target instanceof Element && target.closest('[data-templates]'));
    if (!isOurs) close();
  });
  useEffect(() => {
    if (!isOpen) return;
    const listener = (event: Event) => look(event);
    document.addEventListener('pointerdown', listener);
    document.addEventListener('focusin', listener);
    return () => {
      document.removeEventListener('pointerdown', listener);
      document.removeEventListener('focusin', listener);
    };
  }, [isOpen]);
}
