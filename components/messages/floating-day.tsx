import { useEffect, useState } from 'react';
import { cn } from '@/lib/utils';
import { DayPill } from './thread-row';
import type { ThreadRow } from './thread-rows';

const FADE_AFTER_MS = 1_000;

/** The day of the topmost message, over the thread while it is scrolled; it fades a second later. */
export function FloatingDay({ row, isAtEnd }: { row: ThreadRow | undefined; isAtEnd: boolean }) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!row || isAtEnd) return setShown(false);
    setShown(true);
    const timer = setTimeout(() => setShown(false), FADE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [row, isAtEnd]);
  return (
    <div
      data-floating-day
      aria-hidden="true"
      className={cn(
        'pointer-events-none absolute inset-x-0 top-2 flex justify-center transition-opacity duration-150',
        isShown ? 'opacity-100' : 'opacity-0',
      )}
    >
      {row && !row.startsDay && <DayPill sentAt={row.sentAt} />}
    </div>
  );
}
