'use client';

import { Undo2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { JoinView } from '@/lib/conversations/schema';
import { useClock } from '../messages/clock';
import { Button } from '../ui/button';
import { useInbox } from './inbox-context';
import { formatNational } from './phone';

const UndoJoinDialog = dynamic(() => import('./undo-join-dialog').then((module) => module.UndoJoinDialog), {
  ssr: false,
});

type Props = {
  joined: JoinView;
  /** Those before it, the latest first. */
  earlier: JoinView[];
};

/** What was joined into this conversation, when and why, and the way back: the latest first. */
export function JoinedNote({ joined, earlier }: Props) {
  const t = useTranslations('conversations.joined');
  const { me } = useInbox();
  const { times } = useClock();
  const [isAsking, setAsking] = useState(false);
  const isHidden = joined.people.some(({ phoneNumber }) => !phoneNumber);
  const phone = joined.people.find(({ phoneNumber }) => phoneNumber)?.phoneNumber;
  return (
    <section aria-labelledby="joined-title" className="border-t px-4 py-3">
      <h4 id="joined-title" className="font-medium">
        {t('title')}
      </h4>
      <People {...joined} />
      <p className="text-meta text-muted-foreground">
        {isHidden && phone
          ? t.rich('why', { phone: () => <span className="whitespace-nowrap">{formatNational(phone)}</span> })
          : t('whyPlain')}
      </p>
      {me.canWrite && (
        <>
          <Button icon={<Undo2 />} className="mt-2.5" onClick={() => setAsking(true)}>
            {t('undo')}
          </Button>
          <p className="mt-1.5 text-meta text-muted-foreground">
            {t('until', { date: times.date(joined.undoUntil) })}
          </p>
        </>
      )}
      {earlier.length > 0 && (
        <div className="mt-4">
          <h5 className="font-medium">{t('earlier')}</h5>
          {earlier.map((join) => (
            <People key={join.id} {...join} />
          ))}
          {me.canWrite && <p className="text-meta text-muted-foreground">{t('earlierUndo')}</p>}
        </div>
      )}
      {isAsking && <UndoJoinDialog id={joined.id} onClose={() => setAsking(false)} />}
    </section>
  );
}

/** When, and as whom both were known. */
function People({ at, people }: JoinView) {
  const t = useTranslations('conversations.joined');
  const { times, now } = useClock();
  return (
    <>
      <p className="text-meta text-muted-foreground">
        <time dateTime={at}>{t('when', { day: times.day(at, now), time: times.clock(at) })}</time>
      </p>
      <ul className="my-2 space-y-1 border-l-2 pl-2.5">
        {people.map((person, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: always two, in this order
          <Person key={index} {...person} />
        ))}
      </ul>
    </>
  );
}

function Person({ name, phoneNumber }: JoinView['people'][number]) {
  const t = useTranslations('conversations.joined');
  const common = useTranslations('common');
  return (
    <li className="min-w-0">
      <span className="block truncate">{name ?? t('noName')}</span>
      <span className="block truncate text-meta text-muted-foreground tabular-nums">
        {phoneNumber ? formatNational(phoneNumber) : common('hiddenNumber')}
      </span>
    </li>
  );
}
