'use client';

import { useMemo } from 'react';
import useSWR from 'swr';
import { readJson } from '@/components/problem/read-json';
import { retryEvery } from '@/components/problem/retry-every';
import { useRealtime } from '@/components/realtime/use-realtime';
import type { Page } from '@/lib/core/pagination';
import type { ServerView } from '@/lib/servers/schema';

const KEY = '/api/whatsapp/servers';
/** The stream tells what changes; this only bounds how long a hole in it can last, and how old “last check” looks. */
const POLL_MS = 60_000;

/** The servers, read again by themselves; `put` and `remove` show a change at once. */
export function useServers(initial: ServerView[]) {
  const { data, mutate } = useSWR<ServerView[]>(KEY, read, {
    fallbackData: initial,
    refreshInterval: POLL_MS,
    onErrorRetry: retryEvery(POLL_MS),
  });
  const reread = () => void mutate();
  useRealtime({ 'server.updated': reread, 'instance.updated': reread, resync: reread });
  const change = useMemo(
    () => ({
      put: (server: ServerView) => mutate((list = []) => withServer(list, server), { revalidate: false }),
      remove: (id: string) =>
        mutate((list) => list?.filter((other) => other.id !== id), { revalidate: false }),
      refresh: () => mutate(),
    }),
    [mutate],
  );
  return { servers: data ?? initial, change };
}

const read = async (key: string) => (await readJson<Page<ServerView>>(key)).data;

const withServer = (list: ServerView[], server: ServerView): ServerView[] =>
  list.some(({ id }) => id === server.id)
    ? list.map((other) => (other.id === server.id ? server : other))
    : [...list, server];
