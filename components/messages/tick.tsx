import { Check, CheckCheck, CircleAlert, Clock, Mic } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { MessageStatus } from '@/lib/messages/schema';
import { cn } from '@/lib/utils';

const signs: Partial<Record<MessageStatus, { icon: typeof Check; look?: string }>> = {
  queued: { icon: Clock },
  sending: { icon: Clock },
  checking: { icon: Clock },
  sent: { icon: Check },
  delivered: { icon: CheckCheck },
  read: { icon: CheckCheck, look: 'text-tick-read' },
  played: { icon: Mic, look: 'text-tick-read' },
  failed: { icon: CircleAlert, look: 'text-destructive' },
};

/**
 * How far a message of ours got: an icon of 14 and its word for screen readers, unless that stands beside it
 * (`named` false). Nothing for what we received.
 */
export function Tick({
  status,
  named = true,
  className,
}: {
  status: MessageStatus;
  named?: boolean;
  className?: string;
}) {
  const t = useTranslations('conversations.ticks');
  const sign = signs[status];
  if (!sign) return null;
  const Icon = sign.icon;
  return (
    <span data-tick={status} className={cn('inline-flex shrink-0', className, sign.look)}>
      <Icon aria-hidden="true" className="icon-14" />
      {named && <span className="sr-only">{t(status)}</span>}
    </span>
  );
}
