'use client';

import { CircleAlert } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { inOrder } from '@/components/instances/number-state';
import { NumberStateLine } from '@/components/instances/number-state-line';
import { UptimeStrip } from '@/components/instances/uptime-strip';
import { StateLine } from '@/components/ui/badge';
import type { InstanceView } from '@/lib/instances/schema';
import type { HealthView } from '@/lib/tasks/schema';
import type { Uptime } from '@/lib/watchdog/schema';
import { isServerAway } from './broken-parts';
import { Section } from './parts-card';

/** Each number: how it is, its last day, and how much of the last 30 days it was up. */
export function NumbersCard({
  instances,
  view,
  uptimes,
  months,
}: {
  instances: InstanceView[];
  view: HealthView;
  uptimes: Record<string, Uptime>;
  months: Record<string, number>;
}) {
  const t = useTranslations('health.numbers');
  return (
    <Section id="numbers" title={t('title')}>
      {instances.length === 0 && <li className="px-4 py-3 text-muted-foreground">{t('none')}</li>}
      {inOrder(instances).map((instance) => (
        <li
          key={instance.id}
          className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-x-6 px-4 pt-3 narrow:grid-cols-1"
        >
          <div className="min-w-0 pb-3">
            <Link href="/whatsapp" className="link block truncate font-medium">
              {instance.name}
            </Link>
            {isServerAway(view, instance) ? (
              <StateLine tone="bad" icon={<CircleAlert />}>
                {t('serverAway')}
              </StateLine>
            ) : (
              <NumberStateLine instance={instance} className="mt-0" />
            )}
            <p className="text-meta text-muted-foreground tabular-nums">
              <Month percent={months[instance.id]} />
            </p>
          </div>
          <UptimeStrip uptime={uptimes[instance.id]} />
        </li>
      ))}
    </Section>
  );
}

function Month({ percent }: { percent?: number }) {
  const t = useTranslations('health.numbers');
  const locale = useLocale();
  if (percent === undefined) return t('noMonth');
  // 99.96 must not read as a hundred.
  const shown = Math.floor(percent * 10) / 10;
  return t('month', { percent: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(shown) });
}
