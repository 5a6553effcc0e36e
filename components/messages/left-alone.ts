import { useSyncExternalStore } from 'react';

const KEY = 'recado:left-alone';
/** So many messages are remembered; the oldest are forgotten first. */
const MOST = 200;
const listeners = new Set<() => void>();

/** Remembers in this browser that somebody looked at a message nobody can tell about, and takes it as it is. */
export function leaveAlone(messageId: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([messageId, ...read()].slice(0, MOST)));
  } catch {
    // Storage full or forbidden: it goes on being said.
  }
  for (const listener of listeners) listener();
}

/** Whether somebody at this browser did. */
export const useLeftAlone = (messageId: string): boolean =>
  useSyncExternalStore(
    subscribe,
    () => read().includes(messageId),
    () => false,
  );

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
