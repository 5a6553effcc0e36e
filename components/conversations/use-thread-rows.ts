'use client';

import { useMemo } from 'react';
import {
  dismissChangesAction,
  releaseMessageAction,
  retryMediaAction,
  retryMessageAction,
} from '@/lib/messages/actions';
import { useClock } from '../messages/clock';
import type { RowVerbs } from '../messages/thread-row';
import { type Divider, findDivider, type ThreadRow, toRows, type Visit } from '../messages/thread-rows';
import type { ThreadState } from '../messages/thread-state';
import { useObservable } from '../realtime/observable';
import { useInbox } from './inbox-context';

/** The lines of a thread with what is on its way in it, and what can be done with them. */
export function useThreadRows(
  conversationId: string,
  thread: ThreadState,
  visit: Visit,
): { rows: readonly ThreadRow[]; verbs: RowVerbs; divider: Divider | undefined } {
  const { me, outbox, threads, conversations } = useInbox();
  const { times } = useClock();
  const entries = useObservable(outbox.entries);
  const { messages, nextCursor } = thread;
  const hasOlder = nextCursor !== null;
  const divider = useMemo(() => findDivider(messages, visit, hasOlder), [messages, visit, hasOlder]);
  const rows = useMemo(() => {
    const outgoing = entries.filter(
      (entry) => conversations.current(entry.conversationId) === conversationId,
    );
    return toRows({
      messages,
      outgoing,
      hasOlder,
      divider,
      meId: me.id,
      dayOf: times.dayOf,
    });
  }, [messages, hasOlder, entries, conversations, conversationId, divider, me.id, times]);
  const verbs = useMemo<RowVerbs>(() => {
    // The answer is not folded in: it leads out of `failed`, which only the stream may.
    const verb = (action: (input: { id: string }) => Promise<unknown>) => (id: string) => {
      action({ id })
        .catch(() => undefined)
        .finally(() => threads.refresh(conversationId));
    };
    return {
      retryMessage: me.canSend ? verb(retryMessageAction) : undefined,
      dismissChanges: me.canSend ? verb(dismissChangesAction) : undefined,
      retryMedia: me.canWrite ? verb(retryMediaAction) : undefined,
      releaseMessage: me.canRelease ? verb(releaseMessageAction) : undefined,
      retryOutgoing: (clientId) => outbox.retry(clientId),
      discardOutgoing: (clientId) => outbox.remove(clientId),
    };
  }, [me.canSend, me.canRelease, me.canWrite, threads, outbox, conversationId]);
  return { rows, verbs, divider };
}
