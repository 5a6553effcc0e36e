import pg from 'pg';

const CONNECT_MS = 10_000;
const PATIENCE_MS = 2_000;

/** Routers forget connections that are silent for a few minutes; the system's own probes begin after two hours. */
export const KEEP_ALIVE_MS = 30_000;

/** A connection of its own for `work`, closed after it. Throws when none can be had. */
export async function withConnection<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
  options: pg.ClientConfig = {},
): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS, ...options });
  // Told by the statement that it ends.
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Whether the database behind `url` takes a connection, and answers, within `patienceMs` each. */
export const answers = (url: string, patienceMs = PATIENCE_MS): Promise<boolean> =>
  withConnection(url, (client) => client.query('select 1'), {
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
  }).then(
    () => true,
    () => false,
  );
