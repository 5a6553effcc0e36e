'use client';

import { useEffect, useEffectEvent } from 'react';

/** `Alt+KeyJ`, `Escape`: keys by their place on the board, because Alt changes what they write. */
export type KeyHandlers = Partial<Record<string, () => void>>;

/** Hears keys anywhere on the page, but none that a dialog or a menu already took. */
export function useInboxKeys(handlers: KeyHandlers): void {
  const hear = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (document.querySelector('[role="dialog"], :popover-open:not([aria-hidden])')) return;
    const handler = handlers[event.altKey ? `Alt+${event.code}` : event.key];
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
