import { violatedConstraint } from '@/lib/core/database-errors';
import { AppError } from '@/lib/core/errors';
import { newId, randomText } from '@/lib/core/ids';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import { publish } from '@/lib/realtime/publish';
import { pickServer } from '@/lib/servers/pick';
import { noteHealth } from './health';
import { insertLeftSession } from './move-queries';
import { nameOn } from './new-row';
import { type InstanceRow, lockInstanceCount, updateInstanceRow } from './queries';
import { requireInstance, wakeSync } from './service';
import { wakeLeftRemoval } from './take-down';

/**
 * Puts a number on another server: its conversations and its webhook's address stay, the phone has to be scanned anew,
 * and the session on the old server goes by a job, also later when that server is away now. False when it is there
 * already. Inside the caller's transaction. Throws `not_found`, or `conflict` as a new number would.
 */
export async function moveInstance(scope: Scope, id: string, serverId: string): Promise<boolean> {
  authorize(scope, 'instances', 'instances:write');
  return inTransaction(scope, async (inside) => {
    await lockInstanceCount(inside);
    const { instance } = await requireInstance(inside, id);
    if (instance.serverId === serverId) return false;
    const server = await pickServer(inside, serverId);
    // A number that works is not unlinked for a server where it could not be linked.
    if (server.lastError) throw new AppError('conflict', { detail: 'serverNotAnswering' });
    await leaveSession(inside, instance);
    await updateInstanceRow(inside, id, {
      serverId,
      // Another name than before: what the old session still says must not be taken for the new one's word.
      wahaSession: nameOn(server, `${instance.sessionName}_${randomText(6)}`),
      ...UNLINKED,
      statusAt: new Date(),
      statusSeenAt: new Date(),
      wishId: newId(),
    }).catch((error: unknown) => {
      if (violatedConstraint(error) === 'instances_waha_session_key')
        throw new AppError('conflict', { detail: 'serverFull' });
      throw error;
    });
    await noteHealth(inside, id, new Date());
    await wakeSync(inside, id);
    await publish(inside.db, scope.organizationId, { instances: [id] });
    return true;
  });
}

/** As a number that was never linked, and that somebody wants to connect. */
const UNLINKED = {
  isAdopted: false,
  status: 'STOPPED',
  wish: 'connect',
  isWanted: true,
  connectedAt: null,
  qrRotation: 0,
  qrRotatedAt: null,
  lastError: null,
  lastErrorAt: null,
  healthState: 'ok',
  suspectAt: null,
  recoverAt: null,
  recoveryAttempts: 0,
} as const;

async function leaveSession(scope: Scope, instance: InstanceRow): Promise<void> {
  const { organizationId } = scope;
  const id = newId();
  const { id: instanceId, serverId, wahaSession: name, isAdopted } = instance;
  await insertLeftSession(scope, { organizationId, id, instanceId, serverId, name, isAdopted });
  await wakeLeftRemoval(scope, id, serverId);
}
