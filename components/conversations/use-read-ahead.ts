import { useEffect, useRef } from 'react';
import { onceIdle } from '../ui/once-idle';
import { useInbox } from './inbox-context';
import { nextAfter } from './read-ahead';

type Connection = { saveData?: boolean };

/**
 * While a conversation is read and the browser has nothing to do, its neighbours in the list are read too. Whoever came
 * upwards goes on upwards. `openId` is undefined until the conversation is there.
 */
export function useReadAhead(openId: string | undefined): void {
  const { threads, conversations } = useInbox();
  const before = useRef<string>(undefined);
  useEffect(() => {
    if (!openId) return;
    const cameFrom = before.current;
    before.current = openId;
    const { connection } = navigator as Navigator & { connection?: Connection };
    if (connection?.saveData) return;
    let isOver = false;
    const read = async () => {
      for (const view of nextAfter(conversations.list.get().list?.items ?? [], openId, cameFrom)) {
        if (isOver || document.hidden) return;
        await threads.open(view.id, view.unreadCount);
      }
    };
    onceIdle(read);
    return () => {
      isOver = true;
    };
  }, [threads, conversations, openId]);
}
