'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { cn } from '@/lib/utils';
import { Clock } from '../messages/clock';
import { ContactPanel } from './contact-panel';
import { createInbox, type InboxStart } from './create-inbox';
import { conversationOf, inboxAddress } from './inbox-address';
import { InboxProvider, useInbox, useInstances, useOpen } from './inbox-context';
import { ListPane } from './list-pane';
import { neighbour } from './list-state';
import { NoConversation } from './no-conversation';
import { ThreadPane } from './thread-pane';
import { useInboxAddress } from './use-inbox-address';
import { useInboxKeys } from './use-inbox-keys';
import { useInboxSync } from './use-inbox-sync';
import { useLeaveGuard } from './use-leave-guard';
import { useOpenChat } from './use-open-chat';
import { usePanel } from './use-panel';
import { useTabTitle } from './use-tab-title';
import { useTitle } from './use-title';

const KeysDialog = dynamic(() => import('./keys-dialog'), { ssr: false });

/** The inbox: list, thread and contact. Opening another conversation changes the address and nothing is mounted anew. */
export function Inbox({ start, timeZone, now }: { start: InboxStart; timeZone: string; now: number }) {
  const [inbox] = useState(() => createInbox(start));
  useEffect(() => {
    const stop = inbox.drafts.start();
    inbox.conversations.start();
    return stop;
  }, [inbox]);
  return (
    <Clock timeZone={timeZone} now={now}>
      <InboxProvider inbox={inbox}>
        <Panes />
      </InboxProvider>
    </Clock>
  );
}

function Panes() {
  const t = useTranslations('conversations');
  const inbox = useInbox();
  const { conversations, unread } = inbox;
  const { openId: addressed, filters } = useCurrentAddress();
  const { id: openId = addressed, view } = useOpen();
  const open = useOpenChat();
  const { panel, panelClass, isShown, togglePanel, closePanel, onPanelKey } = usePanel();
  const instances = useInstances();
  const titleOf = useTitle();
  useInboxSync(inbox);
  useTabTitle();
  useLeaveGuard(inbox);
  useEffect(() => {
    // Of addresses that follow each other fast only the last one counts.
    if (conversationOf(window.location.pathname) === addressed) conversations.setOpen(addressed);
  }, [conversations, addressed]);
  useEffect(() => {
    conversations.setFilters(filters);
    unread.setFilters(filters);
  }, [conversations, unread, filters]);

  const step = (by: 1 | -1) => {
    const { list } = conversations.list.get();
    const id = list && neighbour(list, openId, by);
    if (id) open(id);
  };
  const [areKeysShown, showKeys] = useState(false);
  useInboxKeys({
    'Alt+KeyJ': () => step(1),
    'Alt+KeyK': () => step(-1),
    '?': () => showKeys(true),
  });

  return (
    <main
      id="content"
      tabIndex={-1}
      data-pane={openId ? 'talk' : 'list'}
      className="peer/page relative flex h-full min-h-0 min-w-0 outline-none"
    >
      <h1 className="sr-only">{t('title')}</h1>
      <section
        aria-label={t('list')}
        className={cn(
          'flex w-80 shrink-0 flex-col border-r bg-background narrow:w-full narrow:border-r-0',
          openId && 'narrow:hidden',
        )}
      >
        <ListPane />
      </section>
      <section
        aria-label={view ? t('header.thread', { name: titleOf(view.title) }) : t('empty.chooseTitle')}
        className={cn('relative flex min-w-0 flex-1 flex-col bg-thread', !openId && 'narrow:hidden')}
      >
        {openId ? (
          <ThreadPane openId={openId} isPanelShown={isShown} onPanel={togglePanel} />
        ) : (
          <NoConversation />
        )}
      </section>
      {openId && view && (
        <aside
          ref={panel}
          id="contact-panel"
          tabIndex={-1}
          onKeyDown={onPanelKey}
          aria-label={view.kind === 'group' ? t('panel.group') : t('panel.contact')}
          className={cn(
            'w-72 shrink-0 flex-col border-l bg-background outline-none narrow:w-full narrow:border-l-0',
            panelClass,
          )}
        >
          <ContactPanel
            view={view}
            instance={instances.find(({ id }) => id === view.instanceId)}
            onClose={closePanel}
          />
        </aside>
      )}
      {areKeysShown && <KeysDialog onClose={() => showKeys(false)} />}
    </main>
  );
}

/** The address; that of a conversation which was joined with another one becomes that one's, and back leads past it. */
function useCurrentAddress() {
  const { conversations } = useInbox();
  const address = useInboxAddress();
  const { openId, filters } = address;
  const currentId = openId && conversations.current(openId);
  useEffect(() => {
    // The router hears late of an address while an action is on its way: who has gone on is not called back.
    if (currentId !== openId && conversationOf(window.location.pathname) === openId)
      window.history.replaceState(null, '', inboxAddress(currentId, filters));
  }, [currentId, openId, filters]);
  return { ...address, openId: currentId };
}
