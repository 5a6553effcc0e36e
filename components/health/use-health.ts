'use client';

import { useState } from 'react';
import useSWR from 'swr';
import { ProblemError, UNREACHABLE } from '@/components/problem/problem';
import { readJson } from '@/components/problem/read-json';
import { retryEvery } from '@/components/problem/retry-every';
import type { Page } from '@/lib/core/pagination';
import type { IncidentView } from '@/lib/incidents/schema';
import type { HealthView } from '@/lib/tasks/schema';

const HEALTH = '/api/health';
const POLL_MS = 10_000;

/** A health that was heard, and when. */
export type Heard = { view: HealthView; at: string };

/**
 * How everything is, asked again and again; `isLost` while our own server does not answer. Without its database it knows
 * of no servers and numbers: `lastKnown` is what was heard of them last.
 */
export function useHealth(initial: Heard): { heard: Heard; lastKnown: Heard; isLost: boolean } {
  const { data: heard = initial, error } = useSWR<Heard>(HEALTH, readHealth, {
    fallbackData: initial,
    refreshInterval: POLL_MS,
    onErrorRetry: retryEvery(POLL_MS),
    revalidateOnMount: false,
  });
  const [lastKnown, setLastKnown] = useState(initial);
  if (heard.view.checks && heard.at !== lastKnown.at) setLastKnown(heard);
  return { heard, lastKnown, isLost: error !== undefined };
}

/** A 503 is an answer, too: it says that the database is away. */
async function readHealth(url: string): Promise<Heard> {
  const response = await fetch(url, { headers: { accept: 'application/json' } }).catch(() => undefined);
  if (!response || ![200, 503].includes(response.status)) throw new ProblemError(UNREACHABLE);
  return { view: await response.json(), at: new Date().toISOString() };
}

export type Incidents = { open: IncidentView[]; past: Page<IncidentView> };

const INCIDENTS = '/api/monitoring/incidents';
/** So many past ones at once. */
export const PAST = 10;

/** What is open, and what is over, newest first. While it can't be read, what was read last stays. */
export function useIncidents(initial: Incidents, count: number): Incidents {
  const { data } = useSWR<Incidents>([INCIDENTS, count], () => readIncidents(count), {
    fallbackData: count === PAST ? initial : undefined,
    keepPreviousData: true,
    refreshInterval: POLL_MS,
    onErrorRetry: retryEvery(POLL_MS),
  });
  return data ?? initial;
}

async function readIncidents(count: number): Promise<Incidents> {
  const [open, past] = await Promise.all([
    readJson<Page<IncidentView>>(`${INCIDENTS}?state=open&limit=100`),
    readJson<Page<IncidentView>>(`${INCIDENTS}?state=closed&limit=${count}`),
  ]);
  return { open: open.data, past };
}
