'use client';

import { RefreshCw, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { InstanceView } from '@/lib/instances/schema';
import { groupOf, NUMBER_GROUPS } from './number-state';

/** One line above the cards: how many are in which state. */
export function NumbersSummary({ instances, isPolling }: { instances: InstanceView[]; isPolling: boolean }) {
  const t = useTranslations('instances');
  const groups = instances.map(groupOf);
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-1 text-muted-foreground">
      {NUMBER_GROUPS.map((group) => ({ group, count: groups.filter((other) => other === group).length }))
        .filter(({ count }) => count > 0)
        .map(({ group, count }) =>
          group === 'attention' ? (
            <span key={group} className="inline-flex items-center gap-1.5 font-medium text-foreground">
              <TriangleAlert aria-hidden="true" className="icon-16 text-muted-foreground" />
              {t('summary.attention', { count })}
            </span>
          ) : (
            <span key={group}>{t(`summary.${group}`, { count })}</span>
          ),
        )}
      <span role="status" className="ml-auto inline-flex items-center gap-1.5">
        {isPolling && (
          <>
            <RefreshCw aria-hidden="true" className="icon-14" />
            {t('pollingOnly')}
          </>
        )}
      </span>
    </div>
  );
}
