import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { MessageView } from '@/lib/messages/schema';
import { BubbleNote, noteAction } from './bubble-frame';

/** For whom, and how: the text goes back into the box. */
export type UndoVerb = { by: string; run: (message: MessageView) => void };

const TICK_MS = 250;

/** Below a message that has not left yet on purpose: how long it still waits, and the way to take it back. */
export function UndoLine({ until, onUndo }: { until: string; onUndo: () => void }) {
  const t = useTranslations('conversations.undo');
  const seconds = useSecondsUntil(until);
  if (seconds <= 0) return null;
  return (
    <BubbleNote>
      <span className="tabular-nums">{t('leavesIn', { seconds })}</span>
      <button type="button" className={noteAction} onClick={onUndo}>
        {t('undo')}
      </button>
    </BubbleNote>
  );
}

function useSecondsUntil(until: string): number {
  const left = () => Math.ceil((Date.parse(until) - Date.now()) / 1000);
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.ceil((Date.parse(until) - Date.now()) / 1000)), TICK_MS);
    return () => clearInterval(timer);
  }, [until]);
  return seconds;
}
