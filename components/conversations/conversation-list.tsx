'use client';

import { RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useLayoutEffect, useRef } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { useObservable } from '../realtime/observable';
import { Button } from '../ui/button';
import { ErrorState } from '../ui/error-state';
import { ConversationRow } from './conversation-row';
import type { ListEntry } from './conversation-store';
import { inboxAddress } from './inbox-address';
import { useInbox, useInstances, useList } from './inbox-context';
import { ListEmpty } from './list-empty';
import { ListLoading } from './list-loading';
import { useInboxAddress } from './use-inbox-address';

/** Rows rendered by the server: a tall screen's worth. */
const FIRST_ROWS = 16;
const EARLY_PX = 1_000;

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
  const t = useTranslations('conversations');
  const { conversations, drafts } = useInbox();
  const { openId, filters, open } = useInboxAddress();
  const texts = useObservable(drafts.all);
  const instances = useInstances();
  const names = instances.length > 1 ? new Map(instances.map(({ id, name }) => [id, name])) : undefined;
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  useSteadyRow(box, openId, items);

  const onScroll = useCallback(() => {
    const element = box.current;
    if (element && element.scrollHeight - element.scrollTop - element.clientHeight < EARLY_PX)
      conversations.loadMore();
  }, [conversations]);

  return (
    <div
      ref={box}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain [overflow-anchor:none] [scrollbar-width:none]"
    >
      <Virtualizer
        ref={list}
        scrollRef={box}
        as="ul"
        item="li"
        itemSize={72}
        ssrCount={Math.min(FIRST_ROWS, items.length)}
        data={items as (typeof items)[number][]}
        onScroll={onScroll}
        onResize={onScroll}
      >
        {(view) => (
          <ConversationRow
            key={view.id}
            view={view}
            href={inboxAddress(view.id, filters)}
            isOpen={view.id === openId}
            draft={texts.get(view.id)}
            via={names?.get(view.instanceId)}
            onOpen={open}
          />
        )}
      </Virtualizer>
      {more === 'failed' && (
        <div className="flex justify-center p-3">
          <Button size="sm" icon={<RotateCw />} onClick={() => conversations.loadMore()}>
            {t('thread.retry')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** While one reads further down, the open row stays where it is on the screen when others move above it. */
function useSteadyRow(
  box: React.RefObject<HTMLDivElement | null>,
  openId: string | undefined,
  items: readonly { id: string }[],
): void {
  const before = useRef<{ id?: string; top?: number }>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new order is what asks for it
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const index = items.findIndex(({ id }) => id === openId);
    const top = index < 0 ? undefined : index * rowHeight(element);
    const { id, top: held } = before.current;
    const isInSight =
      held !== undefined && held >= element.scrollTop && held < element.scrollTop + element.clientHeight;
    if (id === openId && top !== undefined && isInSight && element.scrollTop > 0 && top !== 0)
      element.scrollTop += top - held;
    before.current = { id: openId, top };
  }, [items, openId]);
}

const rowHeight = (box: HTMLElement) => box.querySelector('a')?.offsetHeight ?? 0;
