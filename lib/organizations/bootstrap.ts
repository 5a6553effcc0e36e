import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { env } from '@/lib/env';
import { createOrganization } from './create';
import { hasAnyOrganization } from './queries';

/** Any number will do, as long as every process takes the same one. */
const BOOTSTRAP_LOCK = 7_245_311;

/**
 * On an empty database, with `BOOTSTRAP_EMAIL` and `BOOTSTRAP_PASSWORD` set: the first organization, its owner, and a
 * full-scope token with the value of `BOOTSTRAP_API_TOKEN`. Several processes that start at once make one.
 */
export async function bootstrap(): Promise<void> {
  const {
    BOOTSTRAP_EMAIL: email,
    BOOTSTRAP_PASSWORD: password,
    BOOTSTRAP_API_TOKEN: token,
    BOOTSTRAP_ORGANIZATION: name,
  } = env();
  if (!email || !password) return;
  await database().transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${BOOTSTRAP_LOCK})`);
    if (await hasAnyOrganization(tx)) return;
    await createOrganization(tx, { name: name ?? 'Recado', email, password, token });
  });
}
