'use client';

import { useEffect, useEffectEvent } from 'react';
import type { ConversationView } from '@/lib/conversations/schema';
import { useObservable } from '../realtime/observable';
import { useConnection } from '../realtime/use-connection';
import { useRealtime } from '../realtime/use-realtime';
import type { Inbox } from './inbox-context';

const RESUME_MS = 5_000;

/** Keeps the stores current: folds in what the stream tells, reads again what it may have missed. */
export function useInboxSync(inbox: Inbox): void {
  const { conversations, threads, instances, drafts, groups, typing, unread, templates } = inbox;
  useRealtime({
    'message.created': ({ message }) => {
      threads.fold(message, 'event');
      if (message.direction === 'inbound') typing.said(message.conversationId, message.sender.id);
      if (message.system?.kind.startsWith('people_')) groups.changed(message.conversationId);
    },
    'message.updated': ({ message }) => threads.fold(message, 'event'),
    'conversation.updated': ({ conversation }) => {
      if (countsAnew(conversations.known(conversation.id), conversation)) unread.touch();
      conversations.fold(conversation);
    },
    'conversation.typing': (told) => typing.hear(told),
    'instance.updated': ({ instance }) => instances.fold(instance),
    'draft.updated': ({ draft }) => drafts.receive(draft),
    'template.updated': () => templates.changed(),
    resync: () => {
      templates.changed();
      typing.clear();
      drafts.sync();
      unread.touch();
      const { id } = conversations.open.get();
      threads.keepOnly(id);
      conversations.refreshList();
      conversations.refreshOpen();
      if (id) threads.refresh(id);
      instances.refresh();
    },
  });
  useResume(inbox);
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && unread.wake();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [unread]);
}

/** Whether a conversation may count elsewhere now than before; of one that nobody knew, nobody can tell. */
const countsAnew = (before: ConversationView | undefined, now: ConversationView): boolean =>
  !before ||
  before.unreadCount > 0 !== now.unreadCount > 0 ||
  (now.unreadCount > 0 && (before.status !== now.status || before.assignee?.id !== now.assignee?.id));

/** What waits for the connection goes on as soon as it is back, and is tried now and then in any case. */
function useResume({ outbox }: Inbox): void {
  const isWaiting = useObservable(outbox.entries).some(({ state }) => state === 'offline');
  const isLive = useConnection().state === 'live';
  const resume = useEffectEvent(() => outbox.resume());
  useEffect(() => {
    if (!isWaiting) return;
    if (isLive) resume();
    const timer = setInterval(resume, RESUME_MS);
    return () => clearInterval(timer);
  }, [isWaiting, isLive]);
}
