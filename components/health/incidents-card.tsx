'use client';

import { CircleAlert, CircleCheck } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Ago } from '@/components/time/ago';
import { StateLine } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { IncidentView } from '@/lib/incidents/schema';
import { durationOf } from './duration';
import { Section } from './parts-card';
import { type Incidents, PAST, useIncidents } from './use-health';

/** What is wrong with numbers now, and what was: since when, and how it ended. */
export function IncidentsCard({ initial }: { initial: Incidents }) {
  const t = useTranslations('health.incidents');
  const [count, setCount] = useState(PAST);
  const { open, past } = useIncidents(initial, count);
  const hasMore = past.nextCursor !== null && count < 100;
  return (
    <Section id="incidents" title={t('title')}>
      {open.length + past.data.length === 0 && (
        <li className="px-4 py-3 text-muted-foreground">{t('none')}</li>
      )}
      {[...open, ...past.data].map((incident) => (
        <Incident key={incident.id} incident={incident} />
      ))}
      {hasMore && (
        <li className="px-4 py-2">
          <Button size="sm" onClick={() => setCount(Math.min(100, count + 30))}>
            {t('more')}
          </Button>
        </li>
      )}
    </Section>
  );
}

function Incident({ incident }: { incident: IncidentView }) {
  const t = useTranslations('health.incidents');
  const isOpen = incident.state === 'open';
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 px-4 py-2.5">
      <div className="min-w-0">
        <p className="truncate font-medium">
          {incident.instance.name} · {t(`kind.${incident.kind}`)}
        </p>
        <p className="text-meta text-muted-foreground tabular-nums">
          <Times incident={incident} />
        </p>
      </div>
      {isOpen ? (
        <StateLine tone="bad" icon={<CircleAlert />}>
          {t('now')}
        </StateLine>
      ) : (
        <StateLine tone="off" icon={<CircleCheck />}>
          {t(`end.${incident.closedAs ?? 'unknown'}`)}
        </StateLine>
      )}
    </li>
  );
}

function Times({ incident: { openedAt, closedAt } }: { incident: IncidentView }) {
  const t = useTranslations('health.incidents');
  const format = useFormatter();
  const when = format.dateTime(new Date(openedAt), { dateStyle: 'medium', timeStyle: 'short' });
  if (!closedAt) {
    return (
      <>
        {t('since', { when })} · <Ago at={openedAt} mode="for" />
      </>
    );
  }
  const { unit, count } = durationOf(Date.parse(closedAt) - Date.parse(openedAt));
  return t('lasted', { when, duration: t(`duration.${unit}`, { count }) });
}
