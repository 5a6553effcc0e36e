'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ProblemAlert } from '@/components/problem/problem-alert';
import { Alert, bannerAction } from '@/components/ui/banner';
import type { KeptEventView, MonitoringPageView } from '@/lib/monitoring/schema';
import { BodyDialog } from './body-dialog';
import { EventsCard } from './events-card';
import { SummaryCard } from './summary-card';
import { JobsCard, RefusedCard, SendsCard } from './trouble-cards';
import { useMonitoring } from './use-monitoring';

/** What could not be applied, and what else went wrong lately. `days`: how long events are kept. */
export function MonitoringScreen({ initial, days }: { initial: MonitoringPageView; days: number }) {
  const t = useTranslations('monitoring');
  const common = useTranslations('common');
  const monitoring = useMonitoring(initial);
  const [shown, setShown] = useState<KeptEventView>();
  const { view } = monitoring;
  return (
    <div className="flex max-w-230 flex-col gap-4">
      <div>
        <h2 className="text-title">{t('title')}</h2>
        <p className="max-w-160 text-muted-foreground">{t('about', { days })}</p>
      </div>
      {monitoring.isStale && (
        <Alert
          tone="warning"
          role="status"
          action={
            <button type="button" onClick={monitoring.refresh} className={bannerAction}>
              {common('tryAgain')}
            </button>
          }
        >
          {t('stale')}
        </Alert>
      )}
      <ProblemAlert problem={monitoring.problem} />
      <SummaryCard view={view} />
      <EventsCard
        monitoring={monitoring}
        numbers={initial.numbers}
        onShow={initial.canSeeBodies ? setShown : undefined}
      />
      {view.sends && view.sends.length > 0 && <SendsCard sends={view.sends} numbers={initial.numbers} />}
      {view.refused.length > 0 && <RefusedCard refused={view.refused} />}
      {view.jobs.length > 0 && <JobsCard jobs={view.jobs} />}
      {shown && <BodyDialog event={shown} onClose={() => setShown(undefined)} />}
    </div>
  );
}
