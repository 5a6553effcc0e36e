import { useMemo } from 'react';
import type { ConversationView } from '@/lib/conversations/schema';
import { useInbox } from './inbox-context';

/** Whoever passes over a row on the way to another does not mean it. */
const DWELL_MS = 100;

export type Approach = {
  /** It is about to be opened. Of a finger that begins to scroll one knows no better until the browser does. */
  press: (view: ConversationView) => void;
  /** The mouse or the focus has come to it. */
  near: (view: ConversationView) => void;
  /** It has gone on. */
  away: () => void;
};

/** Reads a conversation a moment before it is opened, so that it is there when it is. */
export function useApproach(): Approach {
  const { threads } = useInbox();
  return useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const away = () => clearTimeout(timer);
    const press = (view: ConversationView) => {
      away();
      threads.open(view.id, view.unreadCount);
    };
    const near = (view: ConversationView) => {
      away();
      timer = setTimeout(() => press(view), DWELL_MS);
    };
    return { press, near, away };
  }, [threads]);
}
