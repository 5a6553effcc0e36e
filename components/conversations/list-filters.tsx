'use client';

import { useTranslations } from 'next-intl';
import { MOST_COUNTED } from '@/lib/conversations/rules';
import { cn } from '@/lib/utils';
import { useObservable } from '../realtime/observable';
import { Segmented } from '../ui/segmented';
import { CONVERSATION_STATUSES } from './conversation-status';
import type { InboxFilters } from './inbox-address';
import { useInbox, useInstances } from './inbox-context';
import { NativePicker } from './native-picker';
import type { FilterChange } from './use-inbox-address';

const chip =
  'inline-flex h-6 shrink-0 items-center gap-[3px] rounded-md border px-1.5 font-medium text-meta text-muted-foreground whitespace-nowrap narrow:h-9 narrow:px-2.5';
const chipOn = 'border-transparent bg-secondary text-foreground';

type Props = { filters: InboxFilters; onChange: (change: FilterChange) => void };

/** Whose, in which state, unread only, groups only, through which number. */
export function ListFilters({ filters, onChange }: Props) {
  const t = useTranslations('conversations.filters');
  const { mine, unassigned, all } = useObservable(useInbox().unread.counts);
  return (
    <div className="flex shrink-0 flex-col gap-2 border-b px-3 py-2">
      <Segmented
        name="assignee"
        legend={t('assignee')}
        value={filters.assignee ?? 'all'}
        options={[
          { value: 'me', label: <Counted label={t('mine')} count={mine} /> },
          { value: 'none', label: <Counted label={t('unassigned')} count={unassigned} /> },
          { value: 'all', label: <Counted label={t('everyone')} count={all} /> },
        ]}
        onChange={(value) => onChange({ assignee: value === 'all' ? undefined : value })}
      />
      <div className="-m-1 flex gap-1 overflow-x-auto p-1 [scrollbar-width:none] narrow:-mr-3">
        <StatusChip filters={filters} onChange={onChange} />
        <button
          type="button"
          aria-pressed={filters.unread === true}
          onClick={() => onChange((now) => ({ unread: now.unread ? undefined : true }))}
          className={cn(chip, filters.unread && chipOn)}
        >
          {t('unread')}
        </button>
        <button
          type="button"
          aria-pressed={filters.kind === 'group'}
          onClick={() => onChange((now) => ({ kind: now.kind ? undefined : 'group' }))}
          className={cn(chip, filters.kind && chipOn)}
        >
          {t('groups')}
        </button>
        <NumberChip filters={filters} onChange={onChange} />
      </div>
    </div>
  );
}

/** A choice, and in how many of its conversations something is unread. */
function Counted({ label, count }: { label: string; count: number }) {
  const t = useTranslations('conversations');
  return (
    <>
      {label}
      {count > 0 && (
        <span className="font-normal text-meta tabular-nums">
          <span aria-hidden="true">{count >= MOST_COUNTED ? `${MOST_COUNTED - 1}+` : count}</span>
          <span className="sr-only">{t('unreadPill', { count })}</span>
        </span>
      )}
    </>
  );
}

function StatusChip({ filters, onChange }: Props) {
  const t = useTranslations('conversations');
  const values = [...CONVERSATION_STATUSES, 'all'] as const;
  return (
    <NativePicker
      label={t('filters.status')}
      value={filters.status}
      options={values.map((value) => ({ value, label: t(`statuses.${value}`) }))}
      onPick={(status) => onChange({ status })}
      className={cn(chip, chipOn)}
    >
      {t(`statuses.${filters.status}`)}
    </NativePicker>
  );
}

function NumberChip({ filters, onChange }: Props) {
  const t = useTranslations('conversations.filters');
  const instances = useInstances();
  if (instances.length < 2) return null;
  const chosen = instances.find(({ id }) => id === filters.instanceId);
  return (
    <NativePicker
      label={t('number')}
      value={filters.instanceId ?? ''}
      options={[
        { value: '', label: t('anyNumber') },
        ...instances.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onPick={(id) => onChange({ instanceId: id || undefined })}
      className={cn(chip, chosen && chipOn)}
    >
      <span className="max-w-28 truncate">{chosen?.name ?? t('number')}</span>
    </NativePicker>
  );
}
