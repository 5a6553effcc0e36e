'use client';

import { useEffect, useMemo } from 'react';
import type { ThreadState } from '../messages/thread-state';
import type { ThreadPart } from '../messages/use-thread-scroll';
import { useInbox } from './inbox-context';

/** What of a conversation is here and how to get the rest; what was left behind is let go of. */
export function useThreadPart(conversationId: string, thread: ThreadState, newestAt: string): ThreadPart {
  const { threads } = useInbox();
  const { part, hasNewer, ahead } = thread;
  useEffect(() => () => threads.leave(conversationId), [threads, conversationId]);
  return useMemo(
    () => ({
      id: part,
      hasNewer,
      ahead: ahead.size,
      newestAt,
      onNearTop: () => void threads.loadOlder(conversationId),
      onNearEnd: () => void threads.loadNewer(conversationId),
      onLatest: () => void threads.loadLatest(conversationId),
    }),
    [threads, conversationId, part, hasNewer, ahead.size, newestAt],
  );
}
