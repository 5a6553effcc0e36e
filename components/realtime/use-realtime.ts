'use client';

import { useEffect, useEffectEvent } from 'react';
import type { RealtimeEvents, RealtimeHandlers } from './events';
import { useRealtimeClient } from './realtime-provider';

/**
 * Hears the events of the stream while mounted. On `resync` read again what is shown: it comes when the stream
 * opens (also the first time: the page was rendered before), after every break, and every 15 s while it is lost.
 */
export function useRealtime(handlers: RealtimeHandlers): void {
  const client = useRealtimeClient();
  const hear = useEffectEvent(<Name extends keyof RealtimeEvents>(name: Name, data: RealtimeEvents[Name]) =>
    handlers[name]?.(data),
  );
  useEffect(
    () =>
      client.listen({
        'message.created': (data) => hear('message.created', data),
        'message.updated': (data) => hear('message.updated', data),
        'conversation.updated': (data) => hear('conversation.updated', data),
        'conversation.typing': (data) => hear('conversation.typing', data),
        'instance.updated': (data) => hear('instance.updated', data),
        'draft.updated': (data) => hear('draft.updated', data),
        'server.updated': (data) => hear('server.updated', data),
        'template.updated': (data) => hear('template.updated', data),
        resync: (data) => hear('resync', data),
      }),
    [client],
  );
}
