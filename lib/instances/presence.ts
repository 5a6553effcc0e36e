import type { Scope } from '@/lib/core/scope';
import { addJob } from '@/lib/jobs/add-job';
import { goOffline } from '@/lib/waha/signals';
import { findConnection } from './connection';

/** After the last call: several in a row are one. */
const REST_AFTER_MS = 3_000;
/** Until it is shown offline the phone does not ring: one fault must not leave it so until our next call. */
const REST_ATTEMPTS = 3;

/** Has the account shown offline soon: WAHA shows it online with every call of ours, which silences its phone. */
export const restAccount = (scope: Scope, instanceId: string): Promise<void> =>
  addJob(
    scope.db,
    'rest_account',
    { organizationId: scope.organizationId, instanceId },
    { key: `rest:${instanceId}`, runAt: new Date(Date.now() + REST_AFTER_MS), maxAttempts: REST_ATTEMPTS },
  );

/** Job: shows the account offline. A number that does not work shows nothing anyway. */
export async function showOffline(scope: Scope, instanceId: string): Promise<void> {
  const connection = await findConnection(scope, instanceId);
  if (connection?.status === 'WORKING') await goOffline(connection.client, connection.session);
}
