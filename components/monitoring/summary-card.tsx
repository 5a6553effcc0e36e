'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import type { MonitoringView } from '@/lib/monitoring/schema';
import { cn } from '@/lib/utils';

/** Where each part of the page stands, for its link. */
export const PART_IDS = { events: 'events', sends: 'sends', refused: 'refused', jobs: 'jobs' } as const;
export type Part = keyof typeof PART_IDS;

/** The server lists so many at most. */
const MOST = 20;

/** What there is of each kind at one look; what is not nothing leads to where it stands. */
export function SummaryCard({ view }: { view: MonitoringView }) {
  const t = useTranslations('monitoring.summary');
  const format = useFormatter();
  const figures = countsOf(view);
  return (
    <Card aria-label={t('label')}>
      <dl className="grid auto-cols-fr grid-flow-col narrow:grid-flow-row narrow:grid-cols-2">
        {figures.map(({ part, count, isMost }, index) => (
          <div
            key={part}
            className={cn(
              'relative px-4 py-3',
              index > 0 && 'border-l',
              index % 2 === 0 && 'narrow:border-l-0',
              index > 1 && 'narrow:border-t',
              count > 0 && 'hover:bg-accent',
            )}
          >
            <dt className="text-meta text-muted-foreground">{t(part)}</dt>
            <dd className={cn('text-figure tabular-nums', count === 0 && 'text-muted-foreground')}>
              {count === 0 ? (
                0
              ) : (
                <a href={`#${PART_IDS[part]}`} className="-outline-offset-2 after:absolute after:inset-0">
                  {isMost ? t('orMore', { count: format.number(count) }) : format.number(count)}
                </a>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function countsOf({ events, sends, refused, jobs }: MonitoringView) {
  const count = (part: Part, rows: unknown[]) => ({ part, count: rows.length, isMost: rows.length >= MOST });
  const deliveries = refused.reduce((sum, row) => sum + row.count, 0);
  return [
    { part: 'events' as const, count: events.failed + events.unknown, isMost: false },
    ...(sends ? [count('sends', sends)] : []),
    { part: 'refused' as const, count: deliveries, isMost: false },
    count('jobs', jobs),
  ];
}
