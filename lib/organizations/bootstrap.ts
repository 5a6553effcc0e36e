import type { Database } from '@/db/client';
import { env } from '@/lib/env';
import { createOrganization } from './create';
import { hasAnyOrganization, lockBootstrap } from './queries';

/**
 * On an empty database, with `BOOTSTRAP_EMAIL` and `BOOTSTRAP_PASSWORD` set: the first organization, its owner, and a
 * full-scope token with the value of `BOOTSTRAP_API_TOKEN`. Several processes that start at once make one.
 */
export async function bootstrap(db: Database): Promise<void> {
  const settings = env();
  const { BOOTSTRAP_EMAIL: email, BOOTSTRAP_PASSWORD: password, BOOTSTRAP_API_TOKEN: token } = settings;
  if (!email || !password) return;
  await db.transaction(async (tx) => {
    await lockBootstrap(tx);
    if (await hasAnyOrganization(tx)) return;
    await createOrganization(tx, { name: settings.BOOTSTRAP_ORGANIZATION, email, password, token });
  });
}
