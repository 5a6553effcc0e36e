'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useAge } from '@/components/time/ago';
import { cn } from '@/lib/utils';
import type { StripState, Uptime } from '@/lib/watchdog/schema';

/** A shape each besides the colour: full, low, middle, hollow, a dash. */
const CELLS: Record<StripState, string> = {
  ok: 'h-4 bg-success/80',
  quiet: 'h-1.5 bg-success/80',
  suspect: 'h-2.5 bg-warning',
  down: 'h-4 ring-1 ring-destructive ring-inset',
  off: 'h-0.5 bg-border',
  none: 'h-0.5 bg-border',
};

const EMPTY: Uptime = {
  strip: Array<StripState>(48).fill('none'),
  upPercent: null,
  suspicions: 0,
  downSince: null,
};

/** The last 24 hours of a number in half hours, and how much of them it was up. */
export function UptimeStrip({ uptime = EMPTY }: { uptime?: Uptime }) {
  const t = useTranslations('instances.uptime');
  return (
    <figure className="mb-3">
      <div aria-hidden="true" className="flex h-4 items-end gap-px">
        {uptime.strip.map((state, hour) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
          <span key={hour} className={cn('min-w-0 flex-1 rounded-[1px]', CELLS[state])} />
        ))}
      </div>
      <figcaption className="mt-1.5 flex justify-between text-meta text-muted-foreground tabular-nums">
        <span>{t('day')}</span>
        <span>
          <Summary uptime={uptime} />
        </span>
      </figcaption>
    </figure>
  );
}

function Summary({ uptime: { strip, upPercent, suspicions, downSince } }: { uptime: Uptime }) {
  const t = useTranslations('instances.uptime');
  const locale = useLocale();
  if (upPercent === null) return t(strip.includes('off') ? 'off' : 'none');
  // 99.96 must not read as a hundred.
  const shown = Math.floor(upPercent * 10) / 10;
  const percent = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(shown);
  if (downSince) return <Down percent={percent} since={downSince} />;
  return suspicions > 0 ? t('upSuspect', { percent, count: suspicions }) : t('up', { percent });
}

function Down({ percent, since }: { percent: string; since: string }) {
  return useTranslations('instances.uptime')('upDown', { percent, when: useAge(since) });
}
