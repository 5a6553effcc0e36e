'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useRealtime } from '@/components/realtime/use-realtime';

/**
 * Has the page rendered again by the server when something changed: at once, then at most every `everyMs`, so that
 * a busy hour costs a few renderings a minute.
 */
export function LiveRefresh({ everyMs = 5_000 }: { everyMs?: number }) {
  const router = useRouter();
  const timer = useRef<number>(undefined);
  const last = useRef(0);

  const refresh = () => {
    if (timer.current !== undefined) return;
    const wait = Math.max(0, last.current + everyMs - Date.now());
    timer.current = window.setTimeout(() => {
      timer.current = undefined;
      last.current = Date.now();
      router.refresh();
    }, wait);
  };

  useEffect(() => () => window.clearTimeout(timer.current), []);
  useRealtime({
    'message.created': refresh,
    'conversation.updated': refresh,
    'instance.updated': refresh,
    resync: refresh,
  });
  return null;
}
