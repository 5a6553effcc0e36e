'use client';

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { RealtimeClient } from './realtime-client';

const RealtimeContext = createContext<RealtimeClient | undefined>(undefined);

/**
 * The browser's event stream (`GET /api/events`) for everything below; `session` names the sign-in it belongs to. A
 * stranger's page has none: there nothing is ever heard.
 */
export function RealtimeProvider({ session, children }: { session: string | null; children: ReactNode }) {
  const [client] = useState(() => new RealtimeClient(session ?? ''));
  useEffect(() => (session === null ? undefined : client.start()), [client, session]);
  return <RealtimeContext value={client}>{children}</RealtimeContext>;
}

/** The stream of the nearest {@link RealtimeProvider}; throws without one. */
export function useRealtimeClient(): RealtimeClient {
  const client = useContext(RealtimeContext);
  if (!client) throw new Error('Realtime needs a RealtimeProvider above it');
  return client;
}
