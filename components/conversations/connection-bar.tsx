'use client';

import { WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useClock } from '../messages/clock';
import { useConnection } from '../realtime/use-connection';
import { bannerAction, Strip } from '../ui/banner';

const GOOD_NEWS_MS = 4_000;

/** The thin bar while the connection is lost, with the time of the last sign; a word when it is back. */
export function ConnectionBar() {
  const t = useTranslations('conversations.connection');
  const { times } = useClock();
  const { state, lastEventAt, reconnect } = useConnection();
  const backAt = useBackAt(state);
  if (state === 'lost')
    return (
      <Strip
        icon={<WifiOff />}
        className="px-4"
        action={
          <button type="button" onClick={reconnect} className={bannerAction}>
            {t('retry')}
          </button>
        }
      >
        {lastEventAt ? t('lost', { time: times.seconds(lastEventAt) }) : t('lostNever')}
      </Strip>
    );
  if (!backAt) return null;
  return (
    <Strip tone="success" className="px-4">
      {t('back', { time: times.seconds(backAt) })}
    </Strip>
  );
}

function useBackAt(state: string): number | undefined {
  const [wasLost, setWasLost] = useState(false);
  const [backAt, setBackAt] = useState<number>();
  if (state === 'lost' && !wasLost) setWasLost(true);
  if (state === 'live' && wasLost) {
    setWasLost(false);
    setBackAt(Date.now());
  }
  useEffect(() => {
    if (!backAt) return;
    const timer = setTimeout(() => setBackAt(undefined), GOOD_NEWS_MS);
    return () => clearTimeout(timer);
  }, [backAt]);
  return backAt;
}
