'use client';

import { CircleCheck, Filter, RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import type { KeptEventView } from '@/lib/monitoring/schema';
import { EventFilters } from './event-filters';
import { EventsTable } from './events-table';
import { ReplayProgress } from './replay-progress';
import { PART_IDS } from './summary-card';
import type { Monitoring } from './use-monitoring';

/** The events that could not be applied: filters, rows, and trying one, some or all again. */
export function EventsCard({
  monitoring,
  numbers,
  onShow,
}: {
  monitoring: Monitoring;
  numbers: { id: string; name: string }[];
  /** Opens an event's raw body; left out for who may not see it. */
  onShow?: (event: KeptEventView) => void;
}) {
  const t = useTranslations('monitoring.events');
  const { view, events, filter, setFilter, replay, more } = monitoring;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // What was applied meanwhile is no longer there to be chosen.
  const ids = events.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const hasAny = view.events.failed + view.events.unknown > 0;
  const isFiltered = filter.state !== undefined || filter.instanceId !== undefined;
  const replayChosen = async () => {
    await replay(ids.length > 0 ? { ids: ids.slice(0, MOST_CHOSEN) } : filter);
    setChosen(new Set());
  };

  return (
    <Card id={PART_IDS.events} className="scroll-mt-4">
      <CardHeader className="h-auto min-h-11 py-2 narrow:flex-wrap">
        <h2>{t('title')}</h2>
        {hasAny && (
          <Button
            size="sm"
            variant="primary"
            icon={<RefreshCw />}
            busy={monitoring.isAsking}
            onClick={replayChosen}
          >
            {ids.length > 0
              ? t('replaySome', { count: Math.min(ids.length, MOST_CHOSEN) })
              : t(isFiltered ? 'replayFiltered' : 'replayAll')}
          </Button>
        )}
      </CardHeader>
      <ReplayProgress waiting={view.events.waiting} total={monitoring.total} />
      {hasAny && <EventFilters counts={view.events} numbers={numbers} filter={filter} onChange={setFilter} />}
      {events.length > 0 && (
        <EventsTable
          events={events}
          chosen={chosen}
          onChoose={setChosen}
          onReplay={(id) => replay({ ids: [id] })}
          onShow={onShow}
        />
      )}
      {events.length === 0 && hasAny && monitoring.isLoading && <div className="min-h-52" />}
      {events.length === 0 && !(hasAny && monitoring.isLoading) && (
        <Nothing hasAny={hasAny} onShowAll={() => setFilter({})} />
      )}
      {more && (
        <div className="flex justify-center border-t p-2">
          <Button size="sm" variant="ghost" onClick={more}>
            {t('more')}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** As many as one call takes. */
const MOST_CHOSEN = 100;

function Nothing({ hasAny, onShowAll }: { hasAny: boolean; onShowAll: () => void }) {
  const t = useTranslations('monitoring.events');
  return (
    <div className="flex min-h-40">
      <EmptyState
        heading="h3"
        icon={hasAny ? <Filter /> : <CircleCheck />}
        title={t(hasAny ? 'noneTitle' : 'emptyTitle')}
        text={t(hasAny ? 'noneText' : 'emptyText')}
        action={hasAny && <Button onClick={onShowAll}>{t('showAll')}</Button>}
      />
    </div>
  );
}
