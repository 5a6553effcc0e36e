import { newId } from '@/lib/core/ids';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import { closeIncidents } from '@/lib/incidents/service';
import { publish } from '@/lib/realtime/publish';
import { updateInstanceRow } from './queries';
import type { InstanceView } from './schema';
import { requireInstance, wakeSync } from './service';
import { toInstanceView } from './view';

type Wish = 'connect' | 'restart' | 'disconnect' | 'logout';

/** Starts the session, or restarts one that failed. Idempotent: what is working, or on its way, stays as it is. */
export async function connectInstance(scope: Scope, id: string): Promise<InstanceView> {
  return wishFor(scope, id, 'connect');
}

/** Stops the session; with `logout` the phone is unlinked too. Idempotent. */
export async function disconnectInstance(scope: Scope, id: string, logout = false): Promise<InstanceView> {
  return wishFor(scope, id, logout ? 'logout' : 'disconnect');
}

/** Stops and starts the session anew. */
export async function restartInstance(scope: Scope, id: string): Promise<InstanceView> {
  return wishFor(scope, id, 'restart');
}

/** Stores what a person wants; a job makes it true, and status and `pending` tell how far it is. The last wish wins. */
async function wishFor(scope: Scope, id: string, wish: Wish): Promise<InstanceView> {
  authorize(scope, 'instances', 'instances:write');
  return inTransaction(scope, async (inside) => {
    const { instance } = await requireInstance(inside, id);
    const isDone =
      (wish === 'connect' && instance.status === 'WORKING') ||
      (wish === 'disconnect' && instance.status === 'STOPPED');
    const isWanted = wish === 'connect' || wish === 'restart';
    if (!isDone || instance.wish) {
      await updateInstanceRow(inside, id, {
        wish,
        wishId: newId(),
        isWanted,
        lastError: null,
        lastErrorAt: null,
        recoverAt: null,
        recoveryAttempts: 0,
      });
      // Nobody waits for it any more.
      if (!isWanted) await closeIncidents(inside, id, 'stopped');
      await wakeSync(inside, id);
      await publish(inside.db, scope.organizationId, { instances: [id] });
    }
    return toInstanceView(await requireInstance(inside, id));
  });
}
