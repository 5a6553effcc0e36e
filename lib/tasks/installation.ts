import { closeDatabase, database } from '@/db/client';
import { migrateDatabase } from '@/db/migrate';
import { directDatabaseUrl, env } from '@/lib/env';
import { bootstrap } from '@/lib/organizations/bootstrap';
import { upsertEnvServer } from '@/lib/servers/connect';

/**
 * Makes the database fit for this version: migrations, the first organization, the WAHA server of the settings. Before
 * a long-running process serves anything, and once per deployment in serverless. Any number may do it at once.
 */
export async function prepareInstallation(): Promise<void> {
  const { WAHA_URL, WAHA_API_KEY } = env();
  await migrateDatabase(directDatabaseUrl());
  await bootstrap(database());
  if (WAHA_URL) await upsertEnvServer(database(), WAHA_URL, WAHA_API_KEY);
}

/** The same for a command that ends then. */
export async function prepareInstallationOnce(): Promise<void> {
  try {
    await prepareInstallation();
  } finally {
    await closeDatabase();
  }
}
