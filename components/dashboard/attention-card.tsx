import { CircleAlert, CircleCheck, MessageSquare, UserRoundPlus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { needsYou, stateOf } from '@/components/instances/number-state';
import { NumberStateIcon } from '@/components/instances/number-state-line';
import { Ago } from '@/components/time/ago';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import type { OverviewView } from '@/lib/dashboard/schema';

/** What waits for a person, the most urgent first; the first button is the green one. */
export function AttentionCard({ overview, canFix }: { overview: OverviewView; canFix: boolean }) {
  const t = useTranslations('dashboard');
  const numbers = (overview.instances ?? []).filter(needsYou);
  const rows = [
    ...numbers.map((instance) => (
      <NumberRow key={instance.id} instance={instance} canFix={canFix} isNext={instance === numbers[0]} />
    )),
    ...conversationRows(overview),
  ];
  return (
    <Card>
      <CardHeader>
        <h2>{t('needsYou')}</h2>
        {rows.length > 0 && <span className="text-muted-foreground tabular-nums">{rows.length}</span>}
      </CardHeader>
      {rows.length > 0 ? (
        <ul className="divide-y">{rows}</ul>
      ) : (
        <p className="flex min-h-14 items-center gap-3 px-4 text-muted-foreground">
          <CircleCheck aria-hidden="true" className="icon-18 text-success" />
          {t('allCalm')}
        </p>
      )}
    </Card>
  );
}

function conversationRows({ conversations }: OverviewView): ReactNode[] {
  if (!conversations) return [];
  const { counts, today, longest } = conversations;
  return [
    today.failed > 0 && <FailedRow key="failed" count={today.failed} />,
    counts.unread > 0 && <UnreadRow key="unread" count={counts.unread} since={longest[0]?.since} />,
    counts.unassigned > 0 && <UnassignedRow key="unassigned" {...counts} />,
  ].filter(Boolean);
}

function NumberRow({
  instance,
  canFix,
  isNext,
}: {
  instance: NonNullable<OverviewView['instances']>[number];
  canFix: boolean;
  isNext: boolean;
}) {
  const t = useTranslations('dashboard');
  const words = useTranslations('instances');
  const state = stateOf(instance);
  const button = (
    <Button asChild size="sm" variant={isNext ? 'primary' : 'outline'}>
      <Link href={`/whatsapp?connect=${instance.id}`}>{t('rescan')}</Link>
    </Button>
  );
  return (
    <Row
      icon={<NumberStateIcon state={state} />}
      title={instance.name}
      text={words(`say.${state}`)}
      action={canFix && button}
    />
  );
}

function FailedRow({ count }: { count: number }) {
  const t = useTranslations('dashboard');
  return (
    <Row
      icon={<CircleAlert aria-hidden="true" className="icon-18 text-destructive" />}
      title={t('failedTitle', { count })}
      text={t('failedText')}
      action={<Open href="/conversations" />}
    />
  );
}

function UnreadRow({ count, since }: { count: number; since?: string }) {
  const t = useTranslations('dashboard');
  return (
    <Row
      icon={<MessageSquare aria-hidden="true" className="icon-18 text-muted-foreground" />}
      title={t('unreadTitle', { count })}
      text={since && t.rich('unreadText', { when: () => <Ago at={since} /> })}
      action={<Open href="/conversations?unread=true" />}
    />
  );
}

function UnassignedRow({ unassigned, open }: { unassigned: number; open: number }) {
  const t = useTranslations('dashboard');
  return (
    <Row
      icon={<UserRoundPlus aria-hidden="true" className="icon-18 text-muted-foreground" />}
      title={t('unassignedTitle', { count: unassigned })}
      text={t('unassignedText', { open })}
      action={<Open href="/conversations?assignee=none" />}
    />
  );
}

function Open({ href }: { href: string }) {
  const t = useTranslations('dashboard');
  return (
    <Button asChild size="sm">
      <Link href={href}>{t('open')}</Link>
    </Button>
  );
}

function Row({
  icon,
  title,
  text,
  action,
}: {
  icon: ReactNode;
  title: ReactNode;
  text?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <li className="grid min-h-14 grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-3 py-2 pr-3 pl-4 [&>svg]:icon-18">
      {icon}
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        {text && <p className="text-meta text-muted-foreground">{text}</p>}
      </div>
      {action && <div>{action}</div>}
    </li>
  );
}
