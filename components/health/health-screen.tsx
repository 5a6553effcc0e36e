'use client';

import { useTranslations } from 'next-intl';
import { useInstances } from '@/components/instances/use-instances';
import { useAge } from '@/components/time/ago';
import { Alert } from '@/components/ui/banner';
import type { InstanceView } from '@/lib/instances/schema';
import type { HealthView } from '@/lib/tasks/schema';
import type { Uptime } from '@/lib/watchdog/schema';
import { brokenParts } from './broken-parts';
import { IncidentsCard } from './incidents-card';
import { NumbersCard } from './numbers-card';
import { PartsCard, ServersCard } from './parts-card';
import { type Heard, type Incidents, useHealth } from './use-health';

export type HealthPageProps = {
  initial: Heard;
  instances: InstanceView[];
  uptimes: Record<string, Uptime>;
  /** Percent of the last 30 days, by number. */
  months: Record<string, number>;
  incidents: Incidents;
};

/** What works and what does not, part by part, and what went wrong before. */
export function HealthScreen({ initial, instances: known, uptimes, months, incidents }: HealthPageProps) {
  const t = useTranslations('health');
  const { heard, lastKnown, isLost } = useHealth(initial);
  const { instances = known } = useInstances(known);
  return (
    <div className="flex max-w-230 flex-col gap-4">
      <div>
        <h2 className="text-title">{t('title')}</h2>
        <p className="max-w-160 text-muted-foreground">{t('about')}</p>
      </div>
      {isLost ? (
        <Lost at={heard.at} />
      ) : (
        <Verdict view={heard.view} instances={instances} knownAt={lastKnown.at} />
      )}
      <PartsCard view={heard.view} />
      {lastKnown.view.checks && <ServersCard servers={lastKnown.view.checks.servers} />}
      <NumbersCard instances={instances} view={lastKnown.view} uptimes={uptimes} months={months} />
      <IncidentsCard initial={incidents} />
    </div>
  );
}

function Lost({ at }: { at: string }) {
  const t = useTranslations('health');
  return <Alert>{t('unreachable', { when: useAge(at) })}</Alert>;
}

function Verdict({
  view,
  instances,
  knownAt,
}: {
  view: HealthView;
  instances: InstanceView[];
  /** When servers and numbers were heard of last. */
  knownAt: string;
}) {
  const t = useTranslations('health');
  const parts = useTranslations('health.parts');
  const shared = useTranslations('servers.shared');
  const when = useAge(knownAt);
  const broken = brokenParts(view, instances).map((part) =>
    'key' in part ? parts(part.key) : part.name === 'env' ? shared('name') : part.name,
  );
  if (broken.length === 0) return <Alert tone="success">{t('well')}</Alert>;
  return (
    <Alert tone={view.status === 'down' ? 'destructive' : 'warning'}>
      {t('broken', { parts: broken.join(', ') })}
      {!view.checks && ` ${t('lastKnown', { when })}`}
    </Alert>
  );
}
