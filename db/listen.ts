import 'server-only';
import pg from 'pg';
import { directDatabaseUrl } from '@/lib/env';
import { answers } from './connection';

const CONNECT_MS = 5_000;
const PING_MS = 3_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/**
 * One dedicated connection that listens on `channel`; once it has listened it reconnects by itself. `onListening` runs
 * after every (re)connection: what was notified meanwhile is gone, so whoever listens must read again. Throws when
 * Postgres is away at first.
 */
export async function listen(
  channel: string,
  onNotify: (payload: string) => void,
  onListening: () => void,
): Promise<{ close: () => Promise<void> }> {
  let client: pg.Client;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  const open = async () => {
    client = newClient();
    client.on('notification', ({ payload }) => onNotify(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      void client.end();
      throw error;
    }
    client.once('end', () => again(FIRST_PAUSE_MS));
    if (!isClosed) onListening();
  };
  const again = (pauseMs: number) => {
    if (isClosed) return;
    timer = setTimeout(() => {
      open().catch(() => again(Math.min(2 * pauseMs, LONGEST_PAUSE_MS)));
    }, pauseMs);
  };
  await open();
  return {
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await client.end();
    },
  };
}

/** True when the database answers past the pooler, where one listens. */
export const pingDirectly = (): Promise<boolean> => answers(directDatabaseUrl(), PING_MS);

function newClient(): pg.Client {
  const client = new pg.Client({
    connectionString: directDatabaseUrl(),
    application_name: 'recado-listen',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: CONNECT_MS,
  });
  // Told by what was asked, or by its end.
  return client.on('error', () => {});
}
