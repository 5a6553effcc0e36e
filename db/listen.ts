import 'server-only';
import pg from 'pg';
import { directDatabaseUrl } from '@/lib/env';
import { answers, KEEP_ALIVE_MS } from './connection';

const PATIENCE_MS = 5_000;
/** As often it is asked whether it still answers: one that only listens would never notice that the way is cut. */
const CHECK_MS = 20_000;
const PING_MS = 3_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

type Options = { url?: string; checkMs?: number; patienceMs?: number };

/**
 * One dedicated connection that listens on `channel`; once it has listened it reconnects by itself, also when it no longer
 * answers. `onListening` runs after every (re)connection: what was notified meanwhile is gone, so whoever listens must
 * read again. Throws when Postgres is away at first.
 */
export async function listen(
  channel: string,
  onNotify: (payload: string) => void,
  onListening: () => void,
  { url = directDatabaseUrl(), checkMs = CHECK_MS, patienceMs = PATIENCE_MS }: Options = {},
): Promise<{ close: () => Promise<void> }> {
  let client: pg.Client;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  const open = async () => {
    client = newClient(url, patienceMs).on('notification', ({ payload }) => onNotify(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      void client.end();
      throw error;
    }
    endWhenSilent(client, checkMs).once('end', () => again(FIRST_PAUSE_MS));
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

function newClient(url: string, patienceMs: number): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'recado-listen',
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
  });
  // Told by what was asked, or by its end.
  return client.on('error', () => {});
}

function endWhenSilent(client: pg.Client, checkMs: number): pg.Client {
  const check = setInterval(() => client.query('select 1').catch(() => client.end()), checkMs);
  return client.once('end', () => clearInterval(check));
}
