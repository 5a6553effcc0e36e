'use client';

import { useNow } from 'next-intl';
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let timer: number | undefined;

/** One timer for everything that shows time; it rests while nothing does. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(() => {
    for (const tell of listeners) tell();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

/**
 * The time, renewed every `stepMs` (whole seconds). The first render takes the server's time, so that server and
 * browser agree on the words.
 */
export function useClock(stepMs = 5_000): Date {
  const first = useNow().getTime();
  const floor = (time: number) => Math.floor(time / stepMs) * stepMs;
  const time = useSyncExternalStore(
    subscribe,
    () => floor(Date.now()),
    () => first,
  );
  return new Date(time);
}
