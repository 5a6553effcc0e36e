import { migrateDatabase } from '../../db/migrate';
import { databaseUrl, env } from '../../lib/env';

/** Brings the schema of the configured database up to date, past a pooler where a direct address is set. */
export async function main(): Promise<void> {
  await migrateDatabase(env().DATABASE_DIRECT_URL ?? databaseUrl());
  console.log('The database is up to date.');
}
