'use client';

import { useEffect, useEffectEvent } from 'react';

/** `Alt+KeyJ`, `Mod+KeyF` (Ctrl or ⌘), `Escape`, `?`: with Alt by their place on the board, because it changes what they write. */
export type KeyHandlers = Partial<Record<string, () => void>>;

/** Hears keys anywhere on the page, but none that a dialog or a menu already took. */
export function useInboxKeys(handlers: KeyHandlers): void {
  const hear = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isWriting(event)) return;
    if (document.querySelector('[role="dialog"], :popover-open:not([aria-hidden])')) return;
    const handler = handlers[nameOf(event)];
    if (!handler) return;
    event.preventDefault();
    handler();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => hear(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}

function nameOf({ ctrlKey, metaKey, altKey, code, key }: KeyboardEvent): string {
  if (ctrlKey || metaKey) return altKey ? '' : `Mod+${code}`;
  return altKey ? `Alt+${code}` : key;
}

/** What is typed into a field is text. */
function isWriting({ key, altKey, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  if (key.length > 1 || altKey || ctrlKey || metaKey) return false;
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
