'use client';

import { useEffect, useRef, useState } from 'react';
import { markReadAction } from '@/lib/conversations/actions';
import type { ConversationView } from '@/lib/conversations/schema';
import { useInbox } from './inbox-context';

/** Marks a conversation read once its newest message is in sight of somebody who looks at the window. */
export function useMarkRead(view: ConversationView, isAtEnd: boolean): void {
  const { me, conversations } = useInbox();
  const isWatched = useWatched();
  const done = useRef<string>(undefined);
  const { id, unreadCount, lastMessage } = view;
  const mark = `${id} ${lastMessage?.id} ${unreadCount}`;
  useEffect(() => {
    if (!me.canWrite || !isWatched || !isAtEnd || unreadCount === 0 || done.current === mark) return;
    done.current = mark;
    // The next message or look at the window tries again.
    const failed = () => {
      done.current = undefined;
    };
    markReadAction({ id })
      .then((result) => (result.ok ? conversations.fold(result.data) : failed()))
      .catch(failed);
  }, [me.canWrite, isWatched, isAtEnd, unreadCount, id, mark, conversations]);
}

function useWatched(): boolean {
  const [isWatched, setWatched] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const look = () => setWatched(document.visibilityState === 'visible' && document.hasFocus());
    look();
    for (const event of ['focus', 'blur'] as const)
      window.addEventListener(event, look, { signal: stop.signal });
    document.addEventListener('visibilitychange', look, { signal: stop.signal });
    return () => stop.abort();
  }, []);
  return isWatched;
}
