'use client';

import { History } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import type { InstanceView } from '@/lib/instances/schema';

/** How far the import of earlier conversations is; nothing while there is none under way. */
export function ImportProgress({ historyImport }: Pick<InstanceView, 'historyImport'>) {
  const t = useTranslations('instances.import');
  const locale = useLocale();
  if (historyImport?.state === 'failed')
    return <p className="mb-3 text-meta text-muted-foreground">{t('failed')}</p>;
  if (historyImport?.state !== 'running') return null;
  const { days, done, progress } = historyImport;
  const percent = Math.floor(progress * 100);
  return (
    <div className="mb-3 text-meta text-muted-foreground tabular-nums">
      <p className="flex items-center gap-1.5">
        <History aria-hidden="true" className="icon-14 shrink-0" />
        <span className="min-w-0 flex-1 truncate">{t('running', { days })}</span>
        <span>{t('count', { count: done, shown: new Intl.NumberFormat(locale).format(done) })}</span>
      </p>
      <div
        role="progressbar"
        aria-label={t('running', { days })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className="mt-1.5 h-1 overflow-hidden rounded-full bg-secondary"
      >
        <div
          className="h-full rounded-full bg-foreground/50 transition-[width] duration-150 motion-reduce:transition-none"
          style={{ width: `${Math.max(2, percent)}%` }}
        />
      </div>
    </div>
  );
}
