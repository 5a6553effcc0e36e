import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { MessageView } from '@/lib/messages/schema';
import { BubbleNote, noteAction } from './bubble-frame';
import { useClock } from './clock';
import { type NumberNow, type StateAction, type StateNote, stateOf } from './message-state';

type Props = {
  message: MessageView;
  number: NumberNow | undefined;
  /** An earlier one of the conversation has not left yet. */
  isBehind: boolean;
  /** Absent where this person may not send. */
  onRetry?: (id: string) => void;
  /** Takes what nobody can tell about as it is; absent where this person may not send. */
  onLeave?: (id: string) => void;
  /** Absent where this person may not let held messages go. */
  onRelease?: (id: string) => void;
};

/** Below a bubble of ours that has not simply left: what is the matter, and what can be done. */
export function StateLine({ message, number, isBehind, onRetry, onLeave, onRelease }: Props) {
  const t = useTranslations('conversations.states');
  const note = stateOf(message, { number, isBehind });
  const until = useUntil(message);
  const isDue = useIsDue(note, message.createdAt);
  if (!note || !isDue) return null;
  if (message.dismissed) return <BubbleNote>{t('left')}</BubbleNote>;
  const verbs = { retry: onRetry, retryAnyway: onRetry, leave: onLeave, release: onRelease };
  const canDo = (action: StateAction) => action === 'openNumber' || verbs[action] !== undefined;
  return (
    <BubbleNote isBad={note.isBad}>
      <span>{t(`text.${note.text}`, { number: number?.name ?? '', until })}</span>
      {note.actions.filter(canDo).map((action) =>
        action === 'openNumber' ? (
          <Link key={action} href={`/whatsapp?connect=${number?.id}`} className={noteAction}>
            {t('action.openNumber')}
          </Link>
        ) : (
          <button
            key={action}
            type="button"
            className={noteAction}
            onClick={() => verbs[action]?.(message.id)}
          >
            {t(`action.${action}`)}
          </button>
        ),
      )}
    </BubbleNote>
  );
}

/** When what is held is looked at again: the time, with its day unless that is today. */
function useUntil({ held }: MessageView): string {
  const { times, now } = useClock();
  if (!held) return '';
  const isToday = times.dayOf(held.until) === times.dayOf(now);
  return isToday ? times.clock(held.until) : `${times.short(held.until, now)} ${times.clock(held.until)}`;
}

/** What usually passes by itself is said only after a while. */
function useIsDue(note: StateNote | undefined, since: string): boolean {
  const afterMs = note?.afterMs;
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (afterMs === undefined) return;
    const timer = window.setTimeout(
      () => setLate(true),
      Math.max(0, Date.parse(since) + afterMs - Date.now()),
    );
    return () => window.clearTimeout(timer);
  }, [afterMs, since]);
  return afterMs === undefined || isLate;
}
