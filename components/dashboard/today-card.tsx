import { Minus, TrendingDown, TrendingUp } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Card, CardHeader } from '@/components/ui/card';
import type { TodayView } from '@/lib/dashboard/schema';

/** As everywhere else here. */
const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

const FIGURES = ['received', 'sent', 'failed', 'newConversations'] as const;

/** Today's counts, each beside the same weekday of last week up to this time. */
export function TodayCard({ today, now, timeZone }: { today: TodayView; now: Date; timeZone: string }) {
  const t = useTranslations('dashboard');
  const format = useFormatter();
  return (
    <Card>
      <CardHeader>
        <h2>{t('todayUntil', { time: format.dateTime(now, { ...CLOCK, timeZone }) })}</h2>
        <span className="truncate text-meta text-muted-foreground narrow:hidden">
          {t('comparedWith', { weekday: format.dateTime(now, { weekday: 'long', timeZone }) })}
        </span>
      </CardHeader>
      <dl className="grid grid-cols-4 compact:grid-cols-2 compact:[&>*:nth-child(3)]:border-l-0 compact:[&>*:nth-child(n+3)]:border-t">
        {FIGURES.map((figure, index) => (
          <div key={figure} className={`px-4 py-3 ${index > 0 ? 'border-l' : ''}`}>
            <dt className="text-meta text-muted-foreground">{t(figure)}</dt>
            <dd className="text-figure tabular-nums">{format.number(today[figure])}</dd>
            <Trend now={today[figure]} before={today.before[figure]} />
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Trend({ now, before }: { now: number; before: number }) {
  const t = useTranslations('dashboard');
  const format = useFormatter();
  if (before === 0) return <dd className={trendLook}>{t('nothingBefore')}</dd>;
  const change = Math.abs(now - before) / before;
  const [Icon, key] =
    now === before
      ? ([Minus, 'same'] as const)
      : now > before
        ? ([TrendingUp, 'more'] as const)
        : ([TrendingDown, 'less'] as const);
  const percent = format.number(change, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <dd className={trendLook}>
      <Icon aria-hidden="true" className="icon-14" />
      {t(key, { percent, before: format.number(before) })}
    </dd>
  );
}

const trendLook = 'flex items-center gap-1 text-meta text-muted-foreground tabular-nums';
