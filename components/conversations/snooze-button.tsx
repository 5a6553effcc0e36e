'use client';

import { AlarmClock } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ConversationView } from '@/lib/conversations/schema';
import { useClock } from '../messages/clock';
import { IconButton } from '../ui/icon-button';
import { useInboxKeys } from './use-inbox-keys';
import type { ConversationChange } from './use-update-conversation';

const SnoozeDialog = dynamic(() => import('./snooze-dialog'), { ssr: false });

type Props = { view: ConversationView; onChange: (change: ConversationChange) => void };

/** Puts the conversation away until a time that one chooses; also Alt+M. */
export function SnoozeButton({ view, onChange }: Props) {
  const t = useTranslations('conversations.snooze');
  const [isAsking, setAsking] = useState(false);
  const ask = () => setAsking(true);
  useInboxKeys({ 'Alt+KeyM': ask });
  return (
    <>
      <IconButton
        label={t('button')}
        icon={<AlarmClock />}
        onClick={ask}
        aria-haspopup="dialog"
        aria-keyshortcuts="Alt+M"
        className="narrow:hidden"
      />
      {isAsking && <SnoozeDialog view={view} onChange={onChange} onClose={() => setAsking(false)} />}
    </>
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
