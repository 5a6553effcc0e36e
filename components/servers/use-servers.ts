'use client';

import { useMemo } from 'react';
import useSWR from 'swr';
import { readJson } from '@/components/problem/read-json';
import type { Page } from '@/lib/core/pagination';
import type { ServerView } from '@/lib/servers/schema';

const KEY = '/api/whatsapp/servers';
/** Servers are asked once a minute; half of that is the most that the page lags behind. */
const POLL_MS = 30_000;

/** The servers, read again by themselves; `put` and `remove` show a change at once. */
export function useServers(initial: ServerView[]) {
  const { data, mutate } = useSWR<ServerView[]>(KEY, read, {
    fallbackData: initial,
    refreshInterval: POLL_MS,
  });
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
