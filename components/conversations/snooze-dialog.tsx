'use client';

import { useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import type { ConversationView } from '@/lib/conversations/schema';
import { useClock } from '../messages/clock';
import { Dialog, DialogBody, DialogContent } from '../ui/dialog';
import { SnoozeForm } from './snooze-form';
import { snoozeTimes } from './snooze-times';
import type { ConversationChange } from './use-update-conversation';

type Props = {
  view: ConversationView;
  onChange: (change: ConversationChange) => void;
  onClose: () => void;
};

/** Until when a conversation is put away: one press, or the arrows and Enter; or any day and time. */
export default function SnoozeDialog({ view, onChange, onClose }: Props) {
  const t = useTranslations('conversations.snooze');
  const common = useTranslations('common');
  const { times } = useClock();
  const now = Date.now();
  const choose = (change: ConversationChange) => {
    onChange(change);
    onClose();
  };
  const snooze = (at: number) => choose({ status: 'snoozed', snoozedUntil: new Date(at).toISOString() });
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={t('title')}
        description={t('text')}
        closeLabel={common('close')}
        onOpenAutoFocus={focusFirstTime}
        className="max-w-100"
      >
        <DialogBody className="px-0 pb-0 max-md:px-0">
          <ul onKeyDown={walk} className="px-3 pb-3 max-md:px-2">
            {snoozeTimes(times, now).map(({ meaning, at }) => (
              <Choice
                key={meaning}
                name={t(meaning)}
                time={t('at', { day: times.near(at, now), time: times.clock(at) })}
                onChoose={() => snooze(at)}
              />
            ))}
            {view.status === 'snoozed' && (
              <Choice name={t('now')} onChoose={() => choose({ status: 'open' })} />
            )}
          </ul>
          <SnoozeForm snoozedUntil={view.snoozedUntil} onSnooze={snooze} />
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

function Choice({ name, time, onChoose }: { name: string; time?: string; onChoose: () => void }) {
  return (
    <li>
      <button
        type="button"
        data-time
        onClick={onChoose}
        className="flex min-h-9 w-full items-center justify-between gap-4 rounded-lg px-3 text-left hover:bg-accent focus:bg-accent max-md:min-h-11 max-md:px-2"
      >
        <span>{name}</span>
        <span className="shrink-0 text-meta text-muted-foreground tabular-nums">{time}</span>
      </button>
    </li>
  );
}

function focusFirstTime(event: Event) {
  event.preventDefault();
  (event.currentTarget as HTMLElement).querySelector<HTMLElement>('[data-time]')?.focus();
}

/** The arrows go from choice to choice. */
function walk(event: KeyboardEvent<HTMLElement>) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const times = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-time]')];
  const at = times.indexOf(document.activeElement as HTMLElement);
  times[(at + by + times.length) % times.length]?.focus();
}
