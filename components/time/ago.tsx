'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { ageOf } from './age';
import { useClock } from './use-clock';

type Mode = 'ago' | 'for';

/** The words for how long ago (`ago`) or since when (`for`) a moment is; they age by themselves. */
export function useAge(at: string, mode: Mode = 'ago'): string {
  const t = useTranslations('time');
  const format = useFormatter();
  const moment = new Date(at);
  const now = useClock();
  const { unit, count } = ageOf(moment, now);
  if (unit !== 'date') return t(`${mode}.${unit}`, { count });
  const year = moment.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return t(`${mode}.date`, { date: format.dateTime(moment, { day: 'numeric', month: 'long', year }) });
}

/** “12 days ago” (`ago`) or “for 12 days” (`for`), with the exact time as a tooltip. Needs the namespace `time`. */
export function Ago({ at, mode, className }: { at: string; mode?: Mode; className?: string }) {
  const format = useFormatter();
  const words = useAge(at, mode);
  return (
    <time
      dateTime={at}
      title={format.dateTime(new Date(at), { dateStyle: 'long', timeStyle: 'medium' })}
      className={className}
    >
      {words}
    </time>
  );
}
