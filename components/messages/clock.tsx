'use client';

import { useLocale } from 'next-intl';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { createTimes, type Times } from './times';

const ClockContext = createContext<{ times: Times; now: number } | undefined>(undefined);

/**
 * The organization's time for everything below: its zone, and a `now` that starts as the server's (so that both
 * render the same) and moves on every minute.
 */
export function Clock({ timeZone, now, children }: { timeZone: string; now: number; children: ReactNode }) {
  const locale = useLocale();
  const times = useMemo(() => createTimes(locale, timeZone), [locale, timeZone]);
  const [current, setCurrent] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setCurrent(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  const value = useMemo(() => ({ times, now: current }), [times, current]);
  return <ClockContext value={value}>{children}</ClockContext>;
}

/** How times are written here, and what time it is (to the minute). */
export function useClock(): { times: Times; now: number } {
  const clock = useContext(ClockContext);
  if (!clock) throw new Error('Times need a Clock above them');
  return clock;
}
