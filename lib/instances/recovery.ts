import { newId } from '@/lib/core/ids';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { addJob } from '@/lib/jobs/add-job';
import { faultChange, giveOut, noteHealth } from './health';
import { type InstanceRow, selectInstance, updateInstanceRow } from './queries';
import { wakeSync } from './service';

/** Pauses before a session that failed is restarted by itself; after the last somebody is needed. */
const PAUSES_MS = [10_000, 60_000, 300_000];
/** A session that worked this long failed for a new reason: it gets all its restarts again. */
const STABLE_MS = 5 * 60_000;
/** WAHA tries for two minutes to reach WhatsApp before it gives up (2026.2.1): that is no refusal. */
const UNREACHABLE_MS = 60_000;
const LOOK_AGAIN_MS = 500;

/**
 * A session has come to FAILED. On WEBJS it often comes back by itself, so nothing happens for ten seconds; then it is
 * restarted, later and later. `start` is refused here (2026.2.1). One that fails again right after a restart was
 * most probably unlinked on the phone: it is said at once, and the other restarts follow all the same. Only a person may
 * ask for a new code, because that logs it out for good. Inside the caller's transaction.
 */
export async function handleFailure(scope: Scope, before: InstanceRow, at: Date): Promise<void> {
  if (
    before.connectedAt === null ||
    !before.isWanted ||
    before.wish === 'disconnect' ||
    before.wish === 'logout'
  )
    return;
  const heldMs = at.getTime() - before.statusAt.getTime();
  // Codes that nobody scanned: the phone was unlinked before, and a restart would only show more of them.
  if (before.status === 'SCAN_QR_CODE') return giveOut(scope, before, 'unlinked', at);
  const isStable = before.status === 'WORKING' && heldMs > STABLE_MS;
  const attempts = isStable ? 0 : before.recoveryAttempts;
  const isUnreachable = before.status === 'STARTING' && heldMs > UNREACHABLE_MS;
  const isRefused = ['STARTING', 'FAILED'].includes(before.status) && !isUnreachable && attempts > 0;
  const isOver = attempts >= PAUSES_MS.length;
  if (isRefused) await giveOut(scope, before, 'unlinked', at);
  else if (isOver) await giveOut(scope, before, isUnreachable ? 'no_network' : 'session_failed', at);
  else {
    await updateInstanceRow(scope, before.id, {
      ...faultChange(before, 'recovering', at),
      healthState: 'suspect',
    });
    await noteHealth(scope, before.id, at);
  }
  // Without a network a restart can't hurt, and one day it is back.
  const pause = isOver && isUnreachable ? PAUSES_MS.at(-1) : PAUSES_MS[attempts];
  if (pause === undefined) return;
  const recoverAt = new Date(Date.now() + pause);
  await updateInstanceRow(scope, before.id, { recoverAt, recoveryAttempts: attempts });
  await wakeRecovery(scope, before.id, recoverAt);
}

const wakeRecovery = (scope: Scope, instanceId: string, runAt: Date): Promise<void> =>
  addJob(
    scope.db,
    'recover_session',
    { organizationId: scope.organizationId, instanceId },
    { key: `recover:${instanceId}`, runAt },
  );

/** Job: restarts a session that is still FAILED when its pause is over. */
export async function recoverSession(scope: Scope, id: string): Promise<void> {
  await inTransaction(scope, async (inside) => {
    const row = await selectInstance(inside, id);
    if (!row) return;
    const { status, wish, isWanted, recoverAt, recoveryAttempts } = row.instance;
    if (status !== 'FAILED' || wish || !isWanted || !recoverAt) return;
    // The job was on its way when another pause began. Not at once again: by the database's clock it may be time already.
    const soon = Math.max(recoverAt.getTime(), Date.now() + LOOK_AGAIN_MS);
    if (recoverAt > new Date()) return wakeRecovery(inside, id, new Date(soon));
    await updateInstanceRow(inside, id, {
      wish: 'restart',
      wishId: newId(),
      recoverAt: null,
      recoveryAttempts: recoveryAttempts + 1,
    });
    await wakeSync(inside, id);
  });
}
