import { useEffect } from 'react';
import { onceIdle } from '../ui/once-idle';
import { useInbox } from './inbox-context';
import { nextAfter } from './read-ahead';

type Connection = { saveData?: boolean };

/** While a conversation is read and the browser has nothing to do, its neighbours in the list are read too. */
export function useReadAhead(openId: string): void {
  const { threads, conversations } = useInbox();
  useEffect(() => {
    const { connection } = navigator as Navigator & { connection?: Connection };
    if (connection?.saveData) return;
    let isOver = false;
    const read = async () => {
      for (const view of nextAfter(conversations.list.get().list?.items ?? [], openId)) {
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
