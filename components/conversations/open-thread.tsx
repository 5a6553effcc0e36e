'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import type { ConversationView } from '@/lib/conversations/schema';
import type { InstanceView } from '@/lib/instances/schema';
import { Thread } from '../messages/thread';
import type { ThreadEntry } from '../messages/thread-cache';
import type { Visit } from '../messages/thread-rows';
import type { ThreadState } from '../messages/thread-state';
import { Alert } from '../ui/banner';
import { ConnectionBar } from './connection-bar';
import { useInbox } from './inbox-context';
import { JoinedStrip } from './joined-strip';
import { ReplyBox } from './reply-box';
import { ThreadHeader } from './thread-header';
import { ThreadNews } from './thread-news';
import { ThreadOlder } from './thread-older';
import { useInboxKeys } from './use-inbox-keys';
import { useMarkRead } from './use-mark-read';
import { useThreadRows } from './use-thread-rows';
import { useTitle } from './use-title';
import { useUpdateConversation } from './use-update-conversation';

type Props = {
  view: ConversationView;
  thread: ThreadState;
  older: ThreadEntry['older'];
  /** Undefined where the number was deleted. */
  instance: InstanceView | undefined;
  hasSeveralNumbers: boolean;
  onBack: () => void;
  onPanel: () => void;
};

/** One conversation from opening to leaving it: the unread divider stays where it was when one came. */
export function OpenThread({ view, thread, older, instance, hasSeveralNumbers, onBack, onPanel }: Props) {
  const t = useTranslations('conversations');
  const { me, threads } = useInbox();
  const [visit] = useState<Visit>({ unread: view.unreadCount, newestId: thread.messages[0]?.id });
  const { rows, verbs, divider } = useThreadRows(view.id, thread, visit);
  // Where so much is unread that it is not all here, the oldest of it that is.
  const [opensAt] = useState(divider?.messageId ?? (visit.unread > 0 ? rows[0]?.key : undefined));
  const title = useTitle()(view.title);
  const { update, isBusy, failure } = useUpdateConversation();
  const loadOlder = useCallback(() => {
    threads.loadOlder(view.id);
  }, [threads, view.id]);
  const toggleResolved = () =>
    me.canWrite && update(view.id, { status: view.status === 'resolved' ? 'open' : 'resolved' });
  useInboxKeys({ 'Alt+KeyE': toggleResolved, Escape: onBack });

  return (
    <>
      <ThreadHeader
        view={view}
        via={hasSeveralNumbers ? instance?.name : undefined}
        isBusy={isBusy}
        onChange={(change) => update(view.id, change)}
        onBack={onBack}
        onPanel={onPanel}
      />
      <ConnectionBar />
      <JoinedStrip view={view} />
      {failure && <Alert className="m-3 mb-0">{failure}</Alert>}
      <Thread
        rows={rows}
        isGroupChat={view.kind === 'group'}
        myName={me.name}
        verbs={verbs}
        opensAt={opensAt}
        onNearTop={loadOlder}
      >
        {(isAtEnd) => (
          <>
            <ReadMark view={view} isAtEnd={isAtEnd} />
            <ThreadOlder older={older} onRetry={loadOlder} />
            {rows.length === 0 && (
              <p className="absolute inset-x-0 top-1/2 text-center text-muted-foreground">
                {t('thread.empty')}
              </p>
            )}
          </>
        )}
      </Thread>
      <ThreadNews messages={thread.messages} title={title} />
      <ReplyBox view={view} instance={instance} />
    </>
  );
}

function ReadMark({ view, isAtEnd }: { view: ConversationView; isAtEnd: boolean }) {
  useMarkRead(view, isAtEnd);
  return null;
}
