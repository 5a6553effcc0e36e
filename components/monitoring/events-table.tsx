'use client';

import { CircleAlert, CircleHelp, FileJson, RefreshCw } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Ago } from '@/components/time/ago';
import { StateLine } from '@/components/ui/badge';
import { IconButton } from '@/components/ui/icon-button';
import type { KeptEventView } from '@/lib/monitoring/schema';
import { cn } from '@/lib/utils';
import { faultOf, kindOf } from './event-words';
import { RowCheckbox } from './row-checkbox';

const head =
  'whitespace-nowrap border-b bg-muted px-3 py-2.5 text-left font-medium text-meta text-muted-foreground';
const cell = 'border-b border-border/65 px-3 py-2.5 align-top group-last:border-b-0';
const wide = 'narrow:hidden';

type RowProps = {
  onReplay: (id: string) => void;
  onShow?: (event: KeptEventView) => void;
};

/** Events in rows; on a phone time and attempts stand below the words. */
export function EventsTable({
  events,
  chosen,
  onChoose,
  ...rest
}: RowProps & {
  events: KeptEventView[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}) {
  const t = useTranslations('monitoring.events');
  const hasAll = events.every(({ id }) => chosen.has(id));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <table className="w-full border-separate border-spacing-0">
      <thead>
        <tr>
          <th className={cn(head, 'w-10 pr-0 pl-4')}>
            <RowCheckbox
              label={t('selectAll')}
              checked={hasAll}
              onChange={() => onChoose(new Set(hasAll ? [] : events.map(({ id }) => id)))}
            />
          </th>
          <th className={head}>{t('what')}</th>
          <th className={cn(head, wide)}>{t('happened')}</th>
          <th className={cn(head, wide)}>{t('at')}</th>
          <th className={cn(head, wide, 'text-right')}>{t('attempts')}</th>
          <th className={cn(head, 'w-20')}>
            <span className="sr-only">{t('actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <EventRow
            key={event.id}
            event={event}
            isChosen={chosen.has(event.id)}
            onToggle={() => toggle(event.id)}
            {...rest}
          />
        ))}
      </tbody>
    </table>
  );
}

function EventRow({
  event,
  isChosen,
  onToggle,
  onReplay,
  onShow,
}: RowProps & { event: KeptEventView; isChosen: boolean; onToggle: () => void }) {
  const t = useTranslations('monitoring');
  const format = useFormatter();
  const what = t(`kind.${kindOf(event.event)}`);
  const when = format.dateTime(new Date(event.receivedAt), { dateStyle: 'short', timeStyle: 'medium' });
  return (
    <tr className="group">
      <td className={cn(cell, 'pr-0 pl-4')}>
        <RowCheckbox
          label={t('events.select', { what, when })}
          checked={isChosen}
          onChange={onToggle}
          className="mt-0.5"
        />
      </td>
      <td className={cn(cell, 'min-w-40')}>
        <span className="block font-medium">{what}</span>
        <code className="block break-all font-mono text-meta text-muted-foreground">{event.event}</code>
        <span className="block text-meta text-muted-foreground">{event.instanceName}</span>
        <span className="mt-2 hidden narrow:block">
          <Happened event={event} />
          <span className="mt-1 flex flex-wrap gap-x-2 text-meta text-muted-foreground">
            <Ago at={event.receivedAt} />
            {t('events.triedTimes', { count: event.attempts })}
          </span>
        </span>
      </td>
      <td className={cn(cell, wide)}>
        <Happened event={event} />
      </td>
      <td className={cn(cell, wide, 'whitespace-nowrap')}>
        <Ago at={event.receivedAt} />
      </td>
      <td className={cn(cell, wide, 'text-right tabular-nums')}>{event.attempts}</td>
      <td className={cn(cell, 'whitespace-nowrap py-1.5 pr-3 text-right')}>
        <IconButton
          size="sm"
          label={`${t('events.replay')}: ${what}`}
          icon={<RefreshCw />}
          disabled={event.isWaiting}
          onClick={() => onReplay(event.id)}
        />
        {onShow && (
          <IconButton
            size="sm"
            label={`${t('events.raw')}: ${what}`}
            icon={<FileJson />}
            onClick={() => onShow(event)}
          />
        )}
      </td>
    </tr>
  );
}

function Happened({ event }: { event: KeptEventView }) {
  const t = useTranslations('monitoring');
  const isFailed = event.state === 'failed';
  return (
    <>
      <StateLine tone={isFailed ? 'bad' : 'off'} icon={isFailed ? <CircleAlert /> : <CircleHelp />}>
        {t(isFailed ? 'events.failed' : 'events.unknown')}
        {event.isWaiting && (
          <span className="font-normal text-muted-foreground"> · {t('events.waiting')}</span>
        )}
      </StateLine>
      <span className="block max-w-80 text-meta text-muted-foreground">
        {t(`fault.${faultOf(event)}`)}
        {event.error && <code className="font-mono"> ({event.error})</code>}
      </span>
    </>
  );
}
