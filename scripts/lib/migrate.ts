import { prepareInstallationOnce } from '../../lib/tasks/installation';

/** Brings the configured database up to date: schema, first organization, WAHA server. */
export async function main(): Promise<void> {
  await prepareInstallationOnce();
  console.log('The database is up to date.');
}
