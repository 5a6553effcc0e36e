'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useState } from 'react';
import type { ConversationView } from '@/lib/conversations/schema';
import type { InstanceView } from '@/lib/instances/schema';
import { Admins } from '../messages/admins';
import { placeOf } from '../messages/menu-button';
import { lastEditable } from '../messages/menu-verbs';
import type { NumberNow } from '../messages/message-state';
import { Thread } from '../messages/thread';
import type { ThreadEntry } from '../messages/thread-cache';
import type { RowVerbs } from '../messages/thread-row';
import type { Visit } from '../messages/thread-rows';
import type { ThreadState } from '../messages/thread-state';
import type { Wanted } from '../messages/use-jump';
import { Alert } from '../ui/banner';
import { ConnectionBar } from './connection-bar';
import { useInbox } from './inbox-context';
import { numberStateOf } from './instance-list';
import { JoinedStrip } from './joined-strip';
import { type Desk, MessageDesk } from './message-desk';
import { ReplyBox } from './reply-box';
import { ThreadHeader } from './thread-header';
import { ThreadMore } from './thread-more';
import { ThreadNews } from './thread-news';
import { type ChatSearch, useChatSearch } from './use-chat-search';
import { useGroup } from './use-group';
import { useInboxAddress } from './use-inbox-address';
import { useInboxKeys } from './use-inbox-keys';
import { useMarkRead } from './use-mark-read';
import { useMessageVerbs } from './use-message-verbs';
import { useThreadPart } from './use-thread-part';
import { useThreadRows } from './use-thread-rows';
import { useTitle } from './use-title';
import { useTypingWatch } from './use-typing';
import { useUpdateConversation } from './use-update-conversation';

/** Nobody needs it before they ask for it. */
const ChatSearchBar = dynamic(() => import('./chat-search-bar'), { ssr: false });

type Props = {
  view: ConversationView;
  entry: ThreadEntry & { thread: ThreadState };
  /** Undefined where the number was deleted. */
  instance: InstanceView | undefined;
  hasSeveralNumbers: boolean;
  isPanelShown: boolean | undefined;
  onBack: () => void;
  onPanel: () => void;
};

/** One conversation from opening to leaving it: the unread divider stays where it was when one came. */
export function OpenThread(props: Props) {
  const { view, entry, instance, hasSeveralNumbers, isPanelShown, onBack, onPanel } = props;
  const { thread } = entry;
  const t = useTranslations('conversations');
  const { me, threads, composing } = useInbox();
  const [newestAt] = useState(view.lastMessage?.sentAt ?? '');
  const [visit] = useState<Visit>({ unread: view.unreadCount, newestId: view.lastMessage?.id });
  const { rows, verbs: rowVerbs, divider } = useThreadRows(view.id, thread, visit);
  // Where so much is unread that it is not all here, the oldest of it that is.
  const [opensAt] = useState(divider?.messageId ?? (visit.unread > 0 ? rows[0]?.key : undefined));
  const title = useTitle()(view.title);
  const { update, isBusy, failure } = useUpdateConversation();
  const part = useThreadPart(view.id, thread, newestAt);
  const search = useChatSearch(view.id);
  const wanted = useWanted(search);
  const toggleResolved = () =>
    me.canWrite && update(view.id, { status: view.status === 'resolved' ? 'open' : 'resolved' });
  const leave = () => (composing.all.get().has(view.id) ? composing.set(view.id, undefined) : onBack());
  const changing = useMessageVerbs(view.id);
  const [desk, setDesk] = useState<Desk>();
  const verbs = useMemo<RowVerbs>(
    () => ({
      ...rowVerbs,
      openMenu: (id, place) => setDesk({ kind: 'menu', id, place }),
      openMedia: (id, from) => setDesk({ kind: 'gallery', id, place: placeOf(from) }),
    }),
    [rowVerbs],
  );
  useInboxKeys({
    'Alt+KeyE': toggleResolved,
    'Mod+KeyF': search.open,
    Escape: search.typed === undefined ? leave : search.close,
  });
  const number = useNumberNow(instance);
  const group = useGroup(view);
  useTypingWatch(view, instance?.status === 'WORKING');
  const find = useCallback((id: string) => threads.find(view.id, id), [threads, view.id]);
  const editLast = () => {
    const message = lastEditable(thread.messages, me.id);
    if (message) composing.set(view.id, { kind: 'edit', message, text: message.text ?? '' });
  };

  return (
    <>
      <ThreadHeader
        view={view}
        group={group}
        via={hasSeveralNumbers ? instance?.name : undefined}
        isBusy={isBusy}
        onChange={(change) => update(view.id, change)}
        onSearch={search.open}
        onBack={onBack}
        isPanelShown={isPanelShown}
        onPanel={onPanel}
      />
      {search.typed !== undefined && <ChatSearchBar search={search} />}
      <ConnectionBar />
      <JoinedStrip view={view} />
      {(failure ?? changing.failure) && <Alert className="m-3 mb-0">{failure ?? changing.failure}</Alert>}
      <Admins group={group}>
        <Thread
          rows={rows}
          isGroupChat={view.kind === 'group'}
          myName={me.name}
          verbs={verbs}
          number={number}
          opensAt={opensAt}
          part={part}
          onFind={find}
          wanted={wanted}
        >
          {(isAtEnd) => (
            <>
              <ReadMark view={view} isAtEnd={isAtEnd} />
              <ThreadMore end="older" reading={entry.older} onRetry={part.onNearTop} />
              <ThreadMore end="newer" reading={entry.newer} onRetry={part.onNearEnd} />
              {rows.length === 0 && (
                <p className="absolute inset-x-0 top-1/2 text-center text-muted-foreground">
                  {t('thread.empty')}
                </p>
              )}
            </>
          )}
        </Thread>
      </Admins>
      <ThreadNews messages={thread.messages} since={newestAt} title={title} />
      <MessageDesk
        desk={desk}
        messages={thread.messages}
        instance={instance}
        verbs={changing.verbs}
        onDesk={setDesk}
      />
      <ReplyBox view={view} instance={instance} onEdit={changing.verbs.edit} onEditLast={editLast} />
    </>
  );
}

function useNumberNow(instance: InstanceView | undefined): NumberNow | undefined {
  const { id, name } = instance ?? {};
  const state = instance && numberStateOf(instance);
  return useMemo(
    () => (id && name !== undefined && state ? { id, name, state } : undefined),
    [id, name, state],
  );
}

/** A hit of the search in the chat, else what a link asks for. */
function useWanted(search: ChatSearch): Wanted {
  const { messageId, forget } = useInboxAddress();
  return search.wanted.id ? search.wanted : { id: messageId, onShown: forget };
}

function ReadMark({ view, isAtEnd }: { view: ConversationView; isAtEnd: boolean }) {
  useMarkRead(view, isAtEnd);
  return null;
}
