'use client';

import { AlarmClock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ConversationView } from '@/lib/conversations/schema';
import { useClock } from '../messages/clock';
import { IconButton } from '../ui/icon-button';

/** Asks until when the conversation is put away. On a phone the menu has it. */
export function SnoozeButton({ onAsk }: { onAsk: () => void }) {
  const t = useTranslations('conversations.snooze');
  return (
    <IconButton
      label={t('button')}
      icon={<AlarmClock />}
      onClick={onAsk}
      aria-haspopup="dialog"
      aria-keyshortcuts="Alt+M"
      className="narrow:hidden"
    />
  );
}

/** “Snoozed until tomorrow, 09:00”; undefined while it is not. */
export function useSnoozedUntil({ snoozedUntil }: ConversationView): string | undefined {
  const t = useTranslations('conversations.snooze');
  const { times, now } = useClock();
  if (!snoozedUntil) return undefined;
  return t('until', {
    time: t('at', { day: times.near(snoozedUntil, now), time: times.clock(snoozedUntil) }),
  });
}
