'use client';

import { useEffect, useState } from 'react';
import useSWR from 'swr';
import useSWRInfinite from 'swr/infinite';
import { readJson } from '@/components/problem/read-json';
import { retryEvery } from '@/components/problem/retry-every';
import { useAction } from '@/components/problem/use-action';
import type { Page } from '@/lib/core/pagination';
import { replayEventsAction } from '@/lib/monitoring/actions';
import {
  FIRST_PAGE,
  type KeptEventFilter,
  type KeptEventView,
  type MonitoringPageView,
  type MonitoringView,
  type ReplayInput,
} from '@/lib/monitoring/schema';

const BUSY_POLL_MS = 1_000;
const CALM_POLL_MS = 10_000;

/** The page's figures and events, read again by themselves: often while a replay is under way, else now and then. */
export function useMonitoring(initial: MonitoringPageView) {
  const [filter, setFilter] = useState<KeptEventFilter>({});
  const [total, setTotal] = useState(initial.view.events.waiting);
  const poll = (view?: MonitoringView) => (view?.events.waiting ? BUSY_POLL_MS : CALM_POLL_MS);
  const figures = useSWR<MonitoringView>('/api/monitoring', readJson, {
    fallbackData: initial.view,
    refreshInterval: poll,
    onErrorRetry: retryEvery(CALM_POLL_MS),
  });
  const view = figures.data ?? initial.view;
  const isFirst = filter.state === undefined && filter.instanceId === undefined;
  const pages = useSWRInfinite<Page<KeptEventView>>(
    (_index, previous) => addressOf(filter, previous),
    readJson,
    {
      fallbackData: isFirst ? [initial.events] : undefined,
      refreshInterval: poll(view),
      onErrorRetry: retryEvery(CALM_POLL_MS),
      revalidateAll: true,
      keepPreviousData: true,
    },
  );
  const action = useAction(replayEventsAction);

  // The list follows the figures: what was applied is not shown until its own turn to be read comes.
  const { mutate: readPages } = pages;
  const { failed, unknown, waiting } = view.events;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the figures are what asks for it
  useEffect(() => {
    readPages();
  }, [readPages, failed, unknown, waiting]);

  const refresh = () => Promise.all([figures.mutate(), pages.mutate()]);
  const replay = async (input: ReplayInput) => {
    const answer = await action.run(input);
    if (answer) setTotal(answer.data.waiting);
    await refresh();
  };
  const last = pages.data?.at(-1);
  return {
    view,
    filter,
    setFilter,
    events: pages.data?.flatMap(({ data }) => data) ?? [],
    isLoading: pages.isLoading,
    isStale: figures.error !== undefined || pages.error !== undefined,
    more: last?.nextCursor ? () => pages.setSize((size) => size + 1) : undefined,
    /** Of the events that wait for a replay: how many there were, at most, since the last press. */
    total: Math.max(total, view.events.waiting),
    replay,
    refresh,
    isAsking: action.isBusy,
    problem: action.problem,
  };
}

export type Monitoring = ReturnType<typeof useMonitoring>;

function addressOf(filter: KeptEventFilter, previous: Page<KeptEventView> | null): string | null {
  if (previous && !previous.nextCursor) return null;
  const query = new URLSearchParams({ limit: String(FIRST_PAGE) });
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  if (previous?.nextCursor) query.set('cursor', previous.nextCursor);
  return `/api/monitoring/events?${query}`;
}
