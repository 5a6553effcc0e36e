'use client';

import { useMemo } from 'react';
import useSWR, { type KeyedMutator } from 'swr';
import { retryEvery } from '@/components/problem/retry-every';
import { useConnection } from '@/components/realtime/use-connection';
import { useRealtime } from '@/components/realtime/use-realtime';
import type { InstanceView } from '@/lib/instances/schema';
import { foldInstance } from './fold-instance';
import { areNumbersRead, NUMBERS, readNumbers } from './read-numbers';

const POLL_MS = 5_000;
/** The stream tells everything; this only bounds how long a hole in it can last. */
const CALM_POLL_MS = 60_000;

/**
 * The organization's numbers, live: the stream's events are folded in, and while it is broken they are polled.
 */
export function useInstances(initial: InstanceView[]) {
  const { state } = useConnection();
  const { data, mutate } = useSWR<InstanceView[]>(NUMBERS, readNumbers, {
    fallbackData: initial,
    refreshInterval: state === 'lost' ? POLL_MS : CALM_POLL_MS,
    onErrorRetry: retryEvery(POLL_MS),
  });
  useRealtime({
    'instance.updated': ({ instance }) => void fold(mutate, instance),
    resync: () => void mutate(),
  });
  const change = useMemo(
    () => ({
      put: (instance: InstanceView) => fold(mutate, instance),
      remove: (id: string) =>
        mutate((list) => list?.filter((other) => other.id !== id), { revalidate: false }),
    }),
    [mutate],
  );
  return { instances: data, change, isPolling: state === 'lost' };
}

/** SWR drops the answer to what it reads when the list changes meanwhile: then it is read again. */
function fold(mutate: KeyedMutator<InstanceView[]>, instance: InstanceView) {
  return mutate((list) => list && foldInstance(list, instance), {
    revalidate: (list) => list === undefined || areNumbersRead(),
  });
}
