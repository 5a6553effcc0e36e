'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useTitle } from '@/components/conversations/use-title';
import { Ago, useAge } from '@/components/time/ago';
import { Card, CardHeader } from '@/components/ui/card';
import type { JobTrouble, MonitoringView, SendTrouble } from '@/lib/monitoring/schema';

import { PART_IDS, type Part } from './summary-card';

const row = 'grid min-h-12 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-2';

/** The newest sends that failed; each leads to where it stands. */
export function SendsCard({
  sends,
  numbers,
}: {
  sends: SendTrouble[];
  numbers: { id: string; name: string }[];
}) {
  const t = useTranslations('monitoring.sends');
  const titleOf = useTitle();
  return (
    <Trouble part="sends" title={t('title')} about={t('about')}>
      {sends.map((send) => {
        const title = titleOf(send.title);
        const number = numbers.find(({ id }) => id === send.instanceId)?.name;
        return (
          <li key={send.messageId}>
            <Link
              href={`/conversations/${send.conversationId}`}
              aria-label={t('open', { title })}
              className={`${row} -outline-offset-2 hover:bg-accent`}
            >
              <span className="min-w-0">
                <span className="block truncate font-medium">
                  {title}
                  {number && <span className="font-normal text-muted-foreground"> · {number}</span>}
                </span>
                <span className="block text-meta text-muted-foreground">{reasonOf(t, send.errorCode)}</span>
              </span>
              <Ago at={send.at} className="text-meta text-muted-foreground" />
            </Link>
          </li>
        );
      })}
    </Trouble>
  );
}

type SendWords = ReturnType<typeof useTranslations<'monitoring.sends'>>;

const reasonOf = (t: SendWords, code: string | null) =>
  t.has(`error.${code}` as 'error.none') ? t(`error.${code}` as 'error.none') : t('error.none');

/** Deliveries whose signature was wrong, by number. */
export function RefusedCard({ refused }: { refused: MonitoringView['refused'] }) {
  const t = useTranslations('monitoring.refused');
  return (
    <Trouble part="refused" title={t('title')} about={t('about')}>
      {refused.map(({ instanceId, instanceName, count, lastAt }) => (
        <li key={instanceId} className={row}>
          <span className="truncate font-medium">{instanceName}</span>
          <span className="text-right tabular-nums">
            {t('count', { count })}
            <Last at={lastAt} />
          </span>
        </li>
      ))}
    </Trouble>
  );
}

function Last({ at }: { at: string }) {
  const t = useTranslations('monitoring.refused');
  return <span className="block text-meta text-muted-foreground">{t('last', { when: useAge(at) })}</span>;
}

/** Background jobs that will not be tried again. */
export function JobsCard({ jobs }: { jobs: JobTrouble[] }) {
  const t = useTranslations('monitoring.jobs');
  const wordOf = (task: string) =>
    t.has(`task.${task}` as 'task.other') ? t(`task.${task}` as 'task.other') : t('task.other');
  return (
    <Trouble part="jobs" title={t('title')} about={t('about')}>
      {jobs.map(({ id, task, instanceName, attempts, at }) => (
        <li key={id} className={row}>
          <span className="min-w-0">
            <span className="block font-medium">{wordOf(task)}</span>
            <span className="block truncate text-meta text-muted-foreground">
              {instanceName && `${instanceName} · `}
              {t('tried', { count: attempts })}
            </span>
          </span>
          <Ago at={at} className="text-meta text-muted-foreground" />
        </li>
      ))}
    </Trouble>
  );
}

function Trouble({
  part,
  title,
  about,
  children,
}: {
  part: Part;
  title: string;
  about: string;
  children: ReactNode;
}) {
  return (
    <Card id={PART_IDS[part]} className="scroll-mt-4">
      <CardHeader>
        <h2>{title}</h2>
      </CardHeader>
      <p className="px-4 pt-3 pb-1 text-meta text-muted-foreground">{about}</p>
      <ul className="divide-y divide-border/65">{children}</ul>
    </Card>
  );
}
