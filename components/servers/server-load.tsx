'use client';

import { useTranslations } from 'next-intl';
import type { ServerView } from '@/lib/servers/schema';
import { cn } from '@/lib/utils';

/** How full a server is, in words and as a bar where its end is known. */
export function ServerLoad({ server }: { server: ServerView }) {
  const t = useTranslations('servers.load');
  const { numbers, otherSessions, holds, free } = server;
  if (holds === null) return <span>{t('open', { count: numbers })}</span>;
  // On a shared server others' numbers count too, and after a capacity was lowered there may be more than it says.
  const used = Math.max(numbers + otherSessions, holds - (free ?? 0));
  const isFull = free === 0;
  return (
    <span className="block">
      <span className={cn(isFull && 'font-medium')}>{t(isFull ? 'full' : 'of', { used, holds })}</span>
      <span
        aria-hidden="true"
        className="mt-1.5 block h-1 max-w-32 overflow-hidden rounded-full bg-secondary"
      >
        <span
          className={cn('block h-full rounded-full', isFull ? 'bg-warning' : 'bg-foreground/60')}
          style={{ width: `${Math.min(100, (used / holds) * 100)}%` }}
        />
      </span>
    </span>
  );
}
