import { useMemo } from 'react';
import type { ConversationView } from '@/lib/conversations/schema';
import { useInbox } from './inbox-context';

/** Whoever passes over a row on the way to another does not mean it, nor does a finger that begins to scroll. */
const DWELL_MS = { mouse: 100, touch: 30 };

export type Approach = {
  /** It is about to be opened. */
  press: (view: ConversationView) => void;
  /** The mouse or the focus has come to it, or a finger lies on it. */
  near: (view: ConversationView, by?: 'mouse' | 'touch') => void;
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
    const near: Approach['near'] = (view, by = 'mouse') => {
      away();
      timer = setTimeout(() => press(view), DWELL_MS[by]);
    };
    return { press, near, away };
  }, [threads]);
}
