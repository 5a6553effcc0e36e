'use client';

import { useTranslations } from 'next-intl';
import { Segmented } from '@/components/ui/segmented';
import { Select } from '@/components/ui/select';
import type { KeptEventFilter, KeptState } from '@/lib/monitoring/schema';

/** Which events are shown: by state, with its count, and by number where there are several. */
export function EventFilters({
  counts,
  numbers,
  filter,
  onChange,
}: {
  counts: Record<KeptState, number>;
  numbers: { id: string; name: string }[];
  filter: KeptEventFilter;
  onChange: (filter: KeptEventFilter) => void;
}) {
  const t = useTranslations('monitoring.events');
  const states = ['all', 'failed', 'unknown'] as const;
  const countOf = (state: (typeof states)[number]) =>
    state === 'all' ? counts.failed + counts.unknown : counts[state];
  return (
    <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2">
      <Segmented
        name="state"
        legend={t('state')}
        className="narrow:w-full"
        value={filter.state ?? 'all'}
        options={states.map((state) => ({
          value: state,
          label: (
            <>
              {t(state)}{' '}
              <span className="font-normal text-meta tabular-nums narrow:hidden">{countOf(state)}</span>
            </>
          ),
        }))}
        onChange={(state) => onChange({ ...filter, state: state === 'all' ? undefined : state })}
      />
      {numbers.length > 1 && (
        <Select
          aria-label={t('number')}
          className="ml-auto w-52 narrow:w-full"
          value={filter.instanceId ?? ''}
          onChange={({ target }) => onChange({ ...filter, instanceId: target.value || undefined })}
        >
          <option value="">{t('everyNumber')}</option>
          {numbers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </div>
  );
}
