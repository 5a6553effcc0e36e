import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import postgres from 'postgres';

type Probed = {
  pid: number;
  rss: number;
  heapUsed: number;
  external: number;
  delay: { p50: number; p99: number; max: number };
};

/** How the server stands at one moment; memory after a collection, delays since the look before. */
export type Look = Probed & {
  minutes: number;
  /** Open files and sockets of the process; connections to the database. */
  handles: number;
  connections: number;
  /** Journaled and not applied; messages that wait to leave; jobs that are due. */
  unapplied: number;
  outbox: number;
  jobs: number;
  /** Everything the database holds, in bytes. */
  database: number;
};

/** What is looked at again and again while traffic flows. */
export function openLook(socketPath: string, databaseUrl: string) {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const since = performance.now();
  return {
    look: async (): Promise<Look> => {
      const probed = await askProbe(socketPath);
      const [row] = await sql<Omit<Look, keyof Probed | 'minutes' | 'handles'>[]>`
        select (select count(*)::int from pg_stat_activity where datname = current_database()
            and pid <> pg_backend_pid()) as connections,
          (select count(*)::int from webhook_events where state <> 'applied') as unapplied,
          (select count(*)::int from messages where status in ('queued', 'sending', 'checking')) as outbox,
          (select count(*)::int from graphile_worker._private_jobs where is_available and run_at < now()) as jobs,
          pg_database_size(current_database())::float8 as database`;
      if (!row) throw new Error('The database told nothing');
      const handles = readdirSync(`/proc/${probed.pid}/fd`).length;
      return { ...probed, ...row, handles, minutes: (performance.now() - since) / 60_000 };
    },
    counts: async () => {
      const [row] = await sql<{ journaled: number; sent: number; failed: number }[]>`
        select (select count(*)::int from webhook_events) as journaled,
          (select count(*)::int from messages where sender_kind = 'api' and status in ('sent', 'delivered', 'read', 'played')) as sent,
          (select count(*)::int from messages where status = 'failed') as failed`;
      return row ?? { journaled: 0, sent: 0, failed: 0 };
    },
    close: () => sql.end({ timeout: 5 }),
  };
}

function askProbe(path: string): Promise<Probed> {
  return new Promise((resolve, reject) => {
    let text = '';
    connect(path)
      .setEncoding('utf8')
      .on('data', (chunk: string) => {
        text += chunk;
      })
      .on('end', () => resolve(JSON.parse(text) as Probed))
      .on('error', reject);
  });
}
