'use client';

import { useEffect } from 'react';
import { useObservable } from '../realtime/observable';
import { useInbox, useInstances, useOpen } from './inbox-context';
import { OpenThread } from './open-thread';
import { ThreadFailed } from './thread-failed';
import { ThreadLoading } from './thread-loading';
import { useInboxAddress } from './use-inbox-address';
import { useOpenChat } from './use-open-chat';
import { useReadAhead } from './use-read-ahead';

type Props = {
  openId: string;
  /** Undefined until that is known. */
  isPanelShown: boolean | undefined;
  onPanel: () => void;
};

/** The open conversation, its skeleton, or why it can't be shown. */
export function ThreadPane({ openId, isPanelShown, onPanel }: Props) {
  const { threads, conversations } = useInbox();
  const { messageId } = useInboxAddress();
  const open = useOpenChat();
  const { id, visit, view, error } = useOpen();
  const entry = useObservable(threads.entry(openId));
  const instances = useInstances();
  useEffect(() => {
    if (threads.entry(openId).get().thread) return;
    const listed = conversations.list.get().list?.items.find((item) => item.id === openId);
    if (messageId) threads.find(openId, messageId);
    else threads.open(openId, listed?.unreadCount);
  }, [threads, conversations, openId, messageId]);

  const isHere = id === openId && view !== undefined && entry.thread !== undefined;
  useReadAhead(isHere ? openId : undefined);

  const retry = () => {
    conversations.refreshOpen();
    threads.refresh(openId);
  };
  const failure = id === openId && !view ? error : entry.error;
  if (failure) return <ThreadFailed error={failure} onRetry={retry} onBack={() => open(undefined)} />;
  if (id !== openId || !view || !entry.thread) return <ThreadLoading />;
  return (
    <OpenThread
      key={visit}
      view={view}
      entry={{ ...entry, thread: entry.thread }}
      instance={instances.find((one) => one.id === view.instanceId)}
      hasSeveralNumbers={instances.length > 1}
      onBack={() => open(undefined)}
      isPanelShown={isPanelShown}
      onPanel={onPanel}
    />
  );
}
