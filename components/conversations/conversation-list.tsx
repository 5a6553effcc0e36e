'use client';

import { RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useObservable } from '../realtime/observable';
import { Button } from '../ui/button';
import { ErrorState } from '../ui/error-state';
import { ConversationRow } from './conversation-row';
import type { ListEntry } from './conversation-store';
import { FixedRows } from './fixed-rows';
import { inboxAddress } from './inbox-address';
import { useInbox, useInstances, useList, useOpen } from './inbox-context';
import { ListEmpty } from './list-empty';
import { ListLoading } from './list-loading';
import { useApproach } from './use-approach';
import { useAddressReady, useInboxAddress } from './use-inbox-address';
import { useOpenChat } from './use-open-chat';

/** The rows below the filters, or why there are none. `onStart` opens the dialog for a new conversation. */
export function ConversationList({ onStart }: { onStart?: () => void }) {
  const t = useTranslations('conversations.errors');
  const common = useTranslations('common');
  const { conversations } = useInbox();
  const { list, error, more } = useList();
  if (error)
    return (
      <ErrorState
        title={t('listTitle')}
        text={error.message || t('listText')}
        request={error.requestId && common('requestId', { id: error.requestId })}
        action={
          <Button icon={<RotateCw />} onClick={() => conversations.refreshList()}>
            {common('tryAgain')}
          </Button>
        }
      />
    );
  if (!list) return <ListLoading />;
  if (list.items.length === 0) return <ListEmpty onStart={onStart} />;
  return <Rows items={list.items} more={more} />;
}

function Rows({ items, more }: { items: NonNullable<ListEntry['list']>['items']; more: ListEntry['more'] }) {
  const t = useTranslations('conversations.thread');
  const { conversations, drafts } = useInbox();
  const { filters } = useInboxAddress();
  const { id: openId } = useOpen();
  const open = useOpenChat();
  const isReady = useAddressReady();
  const texts = useObservable(drafts.all);
  const instances = useInstances();
  const names = instances.length > 1 ? new Map(instances.map(({ id, name }) => [id, name])) : undefined;
  const loadMore = useCallback(() => {
    conversations.loadMore();
  }, [conversations]);

  const approach = useApproach();

  return (
    <FixedRows
      items={items}
      keyOf={({ id }) => id}
      steadyKey={openId}
      onNearEnd={loadMore}
      foot={
        more === 'failed' && (
          <div className="flex justify-center p-3">
            <Button size="sm" icon={<RotateCw />} onClick={loadMore}>
              {t('retry')}
            </Button>
          </div>
        )
      }
    >
      {(view) => (
        <ConversationRow
          view={view}
          href={inboxAddress(view.id, filters)}
          isOpen={view.id === openId}
          draft={texts.get(view.id)}
          via={names?.get(view.instanceId)}
          onOpen={isReady ? open : undefined}
          approach={approach}
        />
      )}
    </FixedRows>
  );
}
