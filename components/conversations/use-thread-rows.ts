'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import {
  dismissChangesAction,
  releaseMessageAction,
  retryMediaAction,
  retryMessageAction,
} from '@/lib/messages/actions';
import { toAlbums } from '../messages/albums';
import { useClock } from '../messages/clock';
import type { RowVerbs } from '../messages/thread-row';
import { type Divider, findDivider, type ThreadRow, toRows, type Visit } from '../messages/thread-rows';
import type { ThreadState } from '../messages/thread-state';
import { useObservable } from '../realtime/observable';
import { useInbox } from './inbox-context';
import { takeBack } from './take-back';

/** The lines of a thread with what is on its way in it, and what can be done with them. */
export function useThreadRows(
  conversationId: string,
  thread: ThreadState,
  visit: Visit,
): { rows: readonly ThreadRow[]; verbs: RowVerbs; divider: Divider | undefined } {
  const { me, outbox, threads, conversations, drafts } = useInbox();
  const { times } = useClock();
  const entries = useObservable(outbox.entries);
  const { messages, hasOlder, hasNewer } = thread;
  const divider = useDivider(thread, visit);
  const mine = useMemo(
    () => entries.filter((entry) => conversations.current(entry.conversationId) === conversationId),
    [entries, conversations, conversationId],
  );
  useLatestAfterSend(conversationId, mine.at(-1)?.clientId);
  const rows = useMemo(() => {
    // What is on its way stands below the newest message.
    const outgoing = hasNewer ? [] : mine;
    const all = toRows({
      messages,
      outgoing,
      hasOlder,
      divider,
      meId: me.id,
      dayOf: times.dayOf,
    });
    return toAlbums(all);
  }, [messages, hasOlder, hasNewer, mine, divider, me.id, times]);
  const verbs = useMemo<RowVerbs>(() => {
    // The answer is not folded in: it leads out of `failed`, which only the stream may.
    const verb = (action: (input: { id: string }) => Promise<unknown>) => (id: string) => {
      action({ id })
        .catch(() => undefined)
        .finally(() => threads.refresh(conversationId));
    };
    return {
      undo: me.canSend ? { by: me.id, run: (message) => takeBack(message, threads, drafts) } : undefined,
      retryMessage: me.canSend ? verb(retryMessageAction) : undefined,
      dismissChanges: me.canSend ? verb(dismissChangesAction) : undefined,
      retryMedia: me.canWrite ? verb(retryMediaAction) : undefined,
      releaseMessage: me.canRelease ? verb(releaseMessageAction) : undefined,
      retryOutgoing: (clientId) => outbox.retry(clientId),
      discardOutgoing: (clientId) => outbox.remove(clientId),
    };
  }, [me.id, me.canSend, me.canRelease, me.canWrite, threads, outbox, drafts, conversationId]);
  return { rows, verbs, divider };
}

/** Where the divider stands; once found it stays, whatever else is read. */
function useDivider({ messages, hasOlder, unreadFrom }: ThreadState, visit: Visit): Divider | undefined {
  const [found, setFound] = useState<Divider>();
  const divider = useMemo(
    () =>
      found ??
      (unreadFrom === undefined
        ? findDivider(messages, visit, hasOlder)
        : { messageId: unreadFrom, count: visit.unread }),
    [found, messages, visit, hasOlder, unreadFrom],
  );
  if (divider && !found) setFound(divider);
  return divider;
}

/** One's own text leads to the end, also from a part in the middle. */
function useLatestAfterSend(conversationId: string, newest: string | undefined): void {
  const { threads } = useInbox();
  const known = useRef(newest);
  useEffect(() => {
    if (newest && newest !== known.current) threads.loadLatest(conversationId);
    known.current = newest;
  }, [threads, conversationId, newest]);
}
