import { useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import type { TodayView } from '@/lib/dashboard/schema';

/** Hours that are always drawn; busier ones widen the range. */
const FIRST = 7;
const LAST = 18;
const AXIS_PERCENT = 96;

/** Messages received by hour: today in green, last week's day in outline. */
export function HoursCard({ hours, hour: now }: { hours: TodayView['hours']; hour: number }) {
  const t = useTranslations('dashboard');
  const busy = hours.flatMap(({ today, before }, hour) => (today + before > 0 ? [hour] : []));
  const first = Math.min(FIRST, ...busy);
  const last = Math.max(LAST, ...busy);
  const shown = hours.map((counts, hour) => ({ hour, ...counts })).slice(first, last + 1);
  const most = Math.max(1, ...shown.flatMap(({ today, before }) => [today, before]));
  const height = (count: number) => ({ height: `${(count / most) * AXIS_PERCENT}%` });
  const list = shown
    .filter(({ today }) => today > 0)
    .map(({ hour, today }) => t('hourValue', { hour, count: today }))
    .join(', ');
  const columns = { gridTemplateColumns: `repeat(${shown.length}, minmax(0, 1fr))` };
  return (
    <Card>
      <CardHeader className="narrow:h-auto narrow:flex-wrap narrow:gap-y-0.5 narrow:py-2 narrow:[&>h2]:basis-full">
        <h2 className="truncate">{t('hours')}</h2>
        <Legend className="bg-chart-1">{t('legendToday')}</Legend>
        <Legend className={beforeBar}>{t('legendBefore')}</Legend>
      </CardHeader>
      <div role="img" aria-label={t('hoursAlt', { list: list || '0' })}>
        <div style={columns} className="grid h-35 gap-2 px-4 pt-4 narrow:gap-0.5 narrow:px-3">
          {shown.map(({ hour, today, before }) => (
            <div key={hour} className="flex h-full items-end justify-center gap-[3px] narrow:gap-px">
              <span style={height(before)} className={`max-w-3.5 flex-1 rounded-t-[3px] ${beforeBar}`} />
              <span
                style={height(today)}
                className={`max-w-3.5 flex-1 rounded-t-[3px] ${hour === now ? nowBar : 'bg-chart-1'}`}
              />
            </div>
          ))}
        </div>
        <div
          style={columns}
          className="grid gap-2 border-t px-4 pt-1.5 pb-3 text-center text-micro font-normal text-muted-foreground tabular-nums narrow:gap-0.5 narrow:px-3"
        >
          {shown.map(({ hour }) => (
            <span key={hour} className="truncate">
              {t('hour', { hour })}
            </span>
          ))}
        </div>
      </div>
    </Card>
  );
}

const beforeBar = 'bg-[color-mix(in_srgb,var(--card),var(--chart-2)_24%)] ring-1 ring-chart-2 ring-inset';
const nowBar =
  'bg-[repeating-linear-gradient(-45deg,var(--chart-1)_0_3px,color-mix(in_srgb,var(--card),var(--chart-1)_45%)_3px_6px)]';

function Legend({ className, children }: { className: string; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-meta text-muted-foreground">
      <span aria-hidden="true" className={`size-2.5 rounded-[3px] ${className}`} />
      {children}
    </span>
  );
}
