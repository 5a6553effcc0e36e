import { startEmbeddedPostgres } from '../../db/embedded';
import { migrateDatabase } from '../../db/migrate';
import { env } from '../../lib/env';
import { ensureSecrets } from './secrets';

/** Makes the database of DATABASE_URL, or of the demo in RECADO_DATA_DIR, the one of this process, migrated; answers what stops it. */
export async function openDatabase(): Promise<() => Promise<void>> {
  const { DATABASE_URL, DATABASE_DIRECT_URL, RECADO_DATA_DIR } = env();
  if (DATABASE_URL) {
    await migrateDatabase(DATABASE_DIRECT_URL ?? DATABASE_URL);
    return async () => {};
  }
  const server = await startEmbeddedPostgres({ dataDir: RECADO_DATA_DIR, durable: true });
  env().DATABASE_URL = server.url;
  env().AUTH_SECRET ??= ensureSecrets(RECADO_DATA_DIR).authSecret;
  await migrateDatabase(server.url);
  return server.stop;
}
