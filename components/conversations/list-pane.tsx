'use client';

import { Search, SquarePen } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { memo, useState } from 'react';
import { searchOpen } from '../search/search-open';
import { IconButton } from '../ui/icon-button';
import { Kbd } from '../ui/kbd';
import { ConversationList } from './conversation-list';
import { useInbox, useInstances } from './inbox-context';
import { ListFilters } from './list-filters';
import { NumberStrip } from './number-strip';
import { useInboxAddress } from './use-inbox-address';
import { useOpenChat } from './use-open-chat';

const StartDialog = dynamic(() => import('./start-dialog').then((module) => module.StartDialog), {
  ssr: false,
});

/** The left pane: title, what needs somebody, filters, rows. */
export const ListPane = memo(function ListPane() {
  const t = useTranslations('conversations');
  const { me } = useInbox();
  const instances = useInstances();
  const { filters, writeTo, forget, setFilters } = useInboxAddress();
  const open = useOpenChat();
  const [isStarting, setStarting] = useState(false);
  const start = me.canSend && instances.length > 0 ? () => setStarting(true) : undefined;
  const close = () => {
    setStarting(false);
    if (writeTo) forget();
  };
  return (
    <>
      <header className="flex h-14 shrink-0 items-center gap-1 border-b pr-3 pl-4">
        <p aria-hidden="true" className="flex-1 text-title">
          {t('title')}
        </p>
        {start && <IconButton label={t('newConversation')} icon={<SquarePen />} onClick={start} />}
      </header>
      <NumberStrip />
      {instances.length > 0 && <SearchButton />}
      {instances.length > 0 && <ListFilters filters={filters} onChange={setFilters} />}
      <ConversationList onStart={start} />
      {start && (isStarting || writeTo) && (
        <StartDialog
          instances={instances}
          to={writeTo}
          onClose={close}
          onStarted={(id) => {
            setStarting(false);
            open(id);
          }}
        />
      )}
    </>
  );
});

/** Looks like the field that it opens. */
function SearchButton() {
  const t = useTranslations('search');
  return (
    <button
      type="button"
      aria-keyshortcuts="Control+K"
      onClick={() => searchOpen.set(true)}
      className="mx-3 mt-2 flex h-8 shrink-0 items-center gap-2 rounded-lg bg-muted px-2.5 text-muted-foreground hover:bg-accent narrow:h-10"
    >
      <Search aria-hidden="true" className="icon-16" />
      <span className="flex-1 truncate text-left">{t('title')}</span>
      <Kbd keys={['Ctrl K']} className="narrow:hidden" />
    </button>
  );
}
