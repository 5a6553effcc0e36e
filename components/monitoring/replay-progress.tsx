'use client';

import { RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** How far a replay is; nothing while none is under way. */
export function ReplayProgress({ waiting, total }: { waiting: number; total: number }) {
  const t = useTranslations('monitoring.events');
  const done = total - waiting;
  if (waiting === 0) return <p role="status" className="sr-only" />;
  return (
    <div className="border-b px-4 py-2 text-meta">
      <p role="status" className="flex items-center gap-2 tabular-nums">
        <RefreshCw aria-hidden="true" className="icon-14 animate-spin [animation-duration:1.6s]" />
        {t('progress', { left: waiting })}
        <span className="ml-auto text-muted-foreground">{t('progressOf', { done, total })}</span>
      </p>
      <div aria-hidden="true" className="mt-1.5 h-1 overflow-hidden rounded-full bg-secondary">
        <div
          className="h-full rounded-full bg-foreground transition-[width]"
          style={{ width: `${(100 * done) / total}%` }}
        />
      </div>
    </div>
  );
}
