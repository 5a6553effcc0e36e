'use client';

import { ShieldAlert } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Alert } from '@/components/ui/banner';
import type { InstanceView } from '@/lib/instances/schema';
import { cn } from '@/lib/utils';

type Limits = InstanceView['limits'];

/** What a number may send to new people: WhatsApp's restriction, today's first contacts, and WhatsApp's own quota. */
export function NumberLimits({ instance: { phoneNumber, limits } }: { instance: InstanceView }) {
  if (!phoneNumber) return null;
  const { restriction, capping, firstContacts } = limits;
  return (
    <div className="mb-3 text-meta text-muted-foreground tabular-nums">
      {restriction && <Restriction restriction={restriction} />}
      <FirstContacts {...firstContacts} />
      {capping && <Capping {...capping} />}
    </div>
  );
}

function Restriction({ restriction: { kind, until } }: { restriction: NonNullable<Limits['restriction']> }) {
  const t = useTranslations('instances.limits');
  const when = useMoment(until);
  return (
    <Alert tone="warning" icon={<ShieldAlert />} className="mb-2.5 px-2.5 py-2 text-foreground">
      {t(kind, { when })}
    </Alert>
  );
}

function FirstContacts({ used, budget }: Limits['firstContacts']) {
  const t = useTranslations('instances.limits');
  const isFull = used >= budget;
  return (
    <div title={t('firstContactsHint')}>
      <p className="flex justify-between gap-2">
        <span>{t('firstContacts')}</span>
        <span className={cn(isFull && 'font-medium text-warning')}>
          {t(isFull ? 'full' : 'count', { used, budget })}
        </span>
      </p>
      <div aria-hidden="true" className="mt-1.5 h-1 overflow-hidden rounded-full bg-secondary">
        <div
          className={cn('h-full rounded-full', isFull ? 'bg-warning' : 'bg-foreground/50')}
          style={{ width: `${budget === 0 ? 100 : Math.min(100, (used / budget) * 100)}%` }}
        />
      </div>
    </div>
  );
}

function Capping({ status, used, total, renewsAt }: NonNullable<Limits['capping']>) {
  const t = useTranslations('instances.limits');
  const when = useMoment(renewsAt ?? new Date(0).toISOString());
  if (total === null) return null;
  const isNear = status !== 'NONE';
  return (
    <p className={cn('mt-2', isNear && 'text-warning')}>
      {t(renewsAt ? 'quotaUntil' : 'quota', { used, total, when })}
    </p>
  );
}

function useMoment(at: string): string {
  return useFormatter().dateTime(new Date(at), {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}
