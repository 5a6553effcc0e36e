import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { runMigrations } from 'graphile-worker';
import { withConnection } from './connection';

/** Any number will do, as long as every process of every version takes the same one. */
const MIGRATION_LOCK = 7_245_310;

/** Brings the schema (ours and the job queue's) up to date. Safe to call from several processes at once. */
export async function migrateDatabase(url: string): Promise<void> {
  await withConnection(url, async (client) => {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder: path.join(process.cwd(), 'db/migrations') });
    await runMigrations({ connectionString: url });
  });
}
