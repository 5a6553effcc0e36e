'use client';

import type { Connection } from './events';
import { useObservable } from './observable';
import { useRealtimeClient } from './realtime-provider';

/** Whether the stream is open, and when it last said something. */
export function useConnection(): Connection & { reconnect: () => void } {
  const client = useRealtimeClient();
  return { ...useObservable(client.connection), reconnect: client.reconnect };
}
