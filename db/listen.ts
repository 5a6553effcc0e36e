import 'server-only';
import postgres from 'postgres';
import { directDatabaseUrl } from '@/lib/env';

/**
 * One dedicated connection that listens on `channel`; it reconnects by itself. `onListening` runs after every
 * (re)connection: what was notified meanwhile is gone, so whoever listens must read again.
 */
export async function listen(
  channel: string,
  onNotify: (payload: string) => void,
  onListening: () => void,
): Promise<{ close: () => Promise<void> }> {
  const client = postgres(directDatabaseUrl(), {
    max: 1,
    connect_timeout: 5,
    backoff: (retries) => Math.min(0.05 * 2 ** retries, 1),
    onnotice: () => {},
    connection: { application_name: 'recado-listen' },
  });
  await client.listen(channel, onNotify, onListening);
  return { close: () => client.end({ timeout: 1 }) };
}

/** True when the database answers past the pooler, where one listens. */
export async function pingDirectly(): Promise<boolean> {
  const client = postgres(directDatabaseUrl(), { max: 1, connect_timeout: 3, onnotice: () => {} });
  try {
    await client`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await client.end({ timeout: 1 });
  }
}
