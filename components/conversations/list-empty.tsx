'use client';

import { Inbox, Plus, Smartphone, SquarePen } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { useInstances } from './inbox-context';
import { useInboxAddress } from './use-inbox-address';

/** Why the list is empty, and the one thing to do about it. */
export function ListEmpty({ onStart }: { onStart?: () => void }) {
  const t = useTranslations('conversations.empty');
  const { filters, setFilters } = useInboxAddress();
  const isNarrowed = filters.unread || filters.instanceId || filters.kind;
  const isFiltered = filters.assignee || isNarrowed || filters.status !== 'open';
  if (useInstances().length === 0)
    return (
      <EmptyState
        icon={<Smartphone />}
        title={t('noNumberTitle')}
        text={t('noNumberText')}
        action={
          <Button asChild variant="primary">
            <Link href="/whatsapp">
              <Plus />
              {t('connect')}
            </Link>
          </Button>
        }
      />
    );
  if (filters.assignee === 'me' && filters.status === 'open' && !isNarrowed)
    return (
      <EmptyState
        icon={<Inbox />}
        title={t('mineTitle')}
        text={t('mineText')}
        action={<Button onClick={() => setFilters({ assignee: 'none' })}>{t('seeUnassigned')}</Button>}
      />
    );
  if (isFiltered)
    return (
      <EmptyState
        icon={<Inbox />}
        title={t('filterTitle')}
        text={t('filterText')}
        action={<Button onClick={() => setFilters(ALL_OPEN)}>{t('clear')}</Button>}
      />
    );
  return (
    <EmptyState
      icon={<Inbox />}
      title={t('noneTitle')}
      text={t('noneText')}
      action={
        onStart && (
          <Button icon={<SquarePen />} onClick={onStart}>
            {t('start')}
          </Button>
        )
      }
    />
  );
}

const ALL_OPEN = {
  status: 'open',
  assignee: undefined,
  unread: undefined,
  instanceId: undefined,
  kind: undefined,
} as const;
