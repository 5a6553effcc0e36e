import { MailCheck } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { formatPhone } from '@/components/conversations/phone';
import { Ago } from '@/components/time/ago';
import { Avatar } from '@/components/ui/avatar';
import { Card, CardHeader } from '@/components/ui/card';
import type { WaitingView } from '@/lib/dashboard/schema';

/** The unread conversations that wait the longest. */
export function WaitingCard({ longest, unread }: { longest: WaitingView[]; unread: number }) {
  const t = useTranslations('dashboard');
  return (
    <Card>
      <CardHeader>
        <h2>{t('waiting')}</h2>
        {unread > 0 && <span className="text-muted-foreground tabular-nums">{unread}</span>}
      </CardHeader>
      {longest.length === 0 && (
        <p className="flex min-h-12 items-center gap-2.5 px-4 text-muted-foreground">
          <MailCheck aria-hidden="true" className="icon-16" />
          {t('noWaiting')}
        </p>
      )}
      <ul className="divide-y divide-border/65">
        {longest.map((conversation) => (
          <li key={conversation.id}>
            <WaitingLink conversation={conversation} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function WaitingLink({ conversation }: { conversation: WaitingView }) {
  const t = useTranslations('dashboard');
  const { id, title, instanceName, assigneeName, since } = conversation;
  const name = title?.startsWith('+') ? formatPhone(title) : (title ?? t('unknownContact'));
  return (
    <Link
      href={`/conversations/${id}`}
      className="grid min-h-12 grid-cols-[32px_minmax(0,1fr)_auto] items-center gap-2.5 px-4 py-1.5 -outline-offset-2 hover:bg-accent"
    >
      <Avatar id={id} name={name} size={32} />
      <span className="min-w-0">
        <span className="block truncate font-medium">{name}</span>
        <span className="block truncate text-meta text-muted-foreground">
          {instanceName} · {assigneeName ?? t('nobody')}
        </span>
      </span>
      <Ago at={since} className="font-medium text-meta text-muted-foreground" />
    </Link>
  );
}
