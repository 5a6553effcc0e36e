'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { InstanceView } from '@/lib/instances/schema';
import { useClock } from '../messages/clock';
import { bannerAction, Strip } from '../ui/banner';
import { useInstances } from './inbox-context';
import { whyDown } from './instance-list';

const strong = (chunks: ReactNode) => <b className="font-medium">{chunks}</b>;

/** Says which number is down, at the top of the inbox; several at once in one line. */
export function NumberStrip() {
  const t = useTranslations('conversations.numbers');
  const down = useInstances().filter((instance) => whyDown(instance));
  const [only] = down;
  if (!only) return null;
  const href = '/whatsapp';
  const label = down.length === 1 && whyDown(only) === 'out' ? t('scan') : t('see');
  return (
    <Strip
      action={
        <Link href={href} className={bannerAction}>
          {label}
        </Link>
      }
    >
      {down.length === 1 ? <WhatHappened instance={only} /> : t('several', { count: down.length })}
    </Strip>
  );
}

function WhatHappened({ instance }: { instance: InstanceView }) {
  const t = useTranslations('conversations.numbers');
  const { times, now } = useClock();
  const { name, statusAt } = instance;
  const reason = whyDown(instance);
  if (reason === 'silent') return t.rich('silent', { name, b: strong });
  if (reason === 'away') return t.rich('away', { name, b: strong });
  if (reason === 'stopped') return t.rich('stopped', { name, b: strong });
  const isFailed = reason === 'failed';
  if (times.dayOf(statusAt) === times.dayOf(now))
    return t.rich(isFailed ? 'failed' : 'out', { name, time: times.clock(statusAt), b: strong });
  return t.rich(isFailed ? 'failedDay' : 'outDay', { name, day: times.short(statusAt, now), b: strong });
}
