import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { findConnection } from '@/lib/instances/connection';
import { holdLease } from '@/lib/instances/lease';
import { addJob } from '@/lib/jobs/add-job';
import { publish } from '@/lib/realtime/publish';
import { checkMessage } from './check';
import { dispatchMessage } from './dispatch';
import { abandonSends, failUnsent, type OutboxItem, selectNext } from './outbox-queries';

/** While another process holds the outbox: its lease runs out after 30 s if it was killed. */
const LOOK_AGAIN_MS = 10_000;

/**
 * Job: sends what waits in an instance's outbox, in order, one process at a time. What can't leave yet stays queued
 * and wakes the job again; WAHA coming back (a WORKING status) does too.
 */
export async function drainOutbox(scope: Scope, instanceId: string): Promise<void> {
  const owner = newId();
  let isMore = true;
  while (isMore) {
    const held = await holdLease(scope, instanceId, 'drain', owner, () => drain(scope, instanceId));
    // Whoever holds the lease looks once more after giving it back; a killed process never does.
    if (!held.isMine) return lookAgain(scope, instanceId);
    const next = await selectNext(scope, instanceId);
    isMore = next !== undefined && isDue(next) && held.result === 'empty';
    if (next && !isMore && held.result !== 'offline') await wakeLater(scope, instanceId, next);
  }
}

const isDue = ({ nextAttemptAt }: OutboxItem) =>
  nextAttemptAt === null || new Date(nextAttemptAt) <= new Date();

async function wakeLater(scope: Scope, instanceId: string, { nextAttemptAt }: OutboxItem): Promise<void> {
  const soonest = Date.now() + 500;
  const runAt = new Date(Math.max(nextAttemptAt ? new Date(nextAttemptAt).getTime() : 0, soonest));
  await addJob(
    scope.db,
    'drain_outbox',
    { organizationId: scope.organizationId, instanceId },
    { key: `drain-later:${instanceId}`, runAt },
  );
}

const lookAgain = (scope: Scope, instanceId: string) =>
  addJob(
    scope.db,
    'drain_outbox',
    { organizationId: scope.organizationId, instanceId },
    { key: `drain-lease:${instanceId}`, runAt: new Date(Date.now() + LOOK_AGAIN_MS) },
  );

/** `empty`: nothing is due any more. `stopped`: WAHA can't take any now. `offline`: the session is not WORKING. */
async function drain(scope: Scope, instanceId: string): Promise<'empty' | 'stopped' | 'offline'> {
  const abandoned = await abandonSends(scope, instanceId);
  if (abandoned.length > 0)
    await publish(scope.db, scope.organizationId, { messagesUpdated: abandoned.map((row) => row.id) });
  for (;;) {
    const connection = await findConnection(scope, instanceId);
    if (!connection) return giveUp(scope, instanceId);
    const item = await selectNext(scope, instanceId);
    if (!item || !isDue(item)) return 'empty';
    // It would hold each call for 10 s before refusing it; its WORKING wakes us.
    if (connection.status !== 'WORKING') return 'offline';
    const isThrough =
      item.status === 'checking'
        ? await checkMessage(scope, connection, item)
        : await dispatchMessage(scope, connection, item);
    if (!isThrough) return 'stopped';
  }
}

/** The number is gone: what still waits will not leave. */
async function giveUp(scope: Scope, instanceId: string): Promise<'empty'> {
  const failed = await failUnsent(scope, instanceId);
  await publish(scope.db, scope.organizationId, {
    messagesUpdated: failed.map((row) => row.id),
    conversations: failed.map((row) => row.conversationId),
  });
  return 'empty';
}
