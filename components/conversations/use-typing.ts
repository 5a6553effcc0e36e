import { useEffect } from 'react';
import type { ConversationView, TypingWatch } from '@/lib/conversations/schema';
import { useInbox } from './inbox-context';

/** Whoever steps through the list asks about none of them. */
const LOOK_MS = 1_000;
const AGAIN_MS = 60_000;

/** Has WhatsApp tell who types in the open conversation, while somebody looks and the number works. */
export function useTypingWatch({ id }: ConversationView, isWorking: boolean): void {
  const { typing } = useInbox();
  useEffect(() => {
    if (!isWorking) {
      typing.forget(id);
      return;
    }
    const look = () => document.visibilityState === 'visible' && typing.watch(id);
    const first = setTimeout(look, LOOK_MS);
    const again = setInterval(look, AGAIN_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(first);
      clearInterval(again);
      document.removeEventListener('visibilitychange', look);
    };
  }, [typing, id, isWorking]);
}

/** No action: those wait for each other, and WhatsApp may take its time. Nobody is told when it fails. */
export const askTyping = (id: string): Promise<boolean> =>
  fetch(`/api/messages/conversations/${encodeURIComponent(id)}/typing`, { method: 'POST' })
    .then(async (response) => response.ok && ((await response.json()) as TypingWatch).isWatched)
    .catch(() => false);
