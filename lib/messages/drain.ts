import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { type Connection, findConnection } from '@/lib/instances/connection';
import { holdLease } from '@/lib/instances/lease';
import { restAccount } from '@/lib/instances/presence';
import { addJob } from '@/lib/jobs/add-job';
import { publish } from '@/lib/realtime/publish';
import { carryOut } from './carry-out';
import { abandonChanges, failChanges, selectNextChange } from './change-queries';
import { checkMessage } from './check';
import { dispatchMessage } from './dispatch';
import { holdRestricted, mayLeave } from './holds';
import { abandonSends, failUnsent, leaveUnsettled, selectNext } from './outbox-queries';
import { isItsTurn, tellWaiting } from './pace';

/** While another process holds the outbox: its lease runs out after 15 s if it was killed. */
const LOOK_AGAIN_MS = 4_000;

/**
 * Job: sends what waits in an instance's outbox, in order, one process at a time. What can't leave yet stays queued
 * and wakes the job again; WAHA coming back (a WORKING status) does too.
 */
export async function drainOutbox(scope: Scope, instanceId: string): Promise<void> {
  const owner = newId();
  let isMore = true;
  while (isMore) {
    const held = await holdLease(scope, instanceId, 'drain', owner, () => drainNow(scope, instanceId));
    // Whoever holds the lease looks once more after giving it back; a killed process never does.
    if (!held.isMine) return lookAgain(scope, instanceId);
    const next = held.result === 'empty' ? await soonest(scope, instanceId) : undefined;
    isMore = next !== undefined && isDue(next);
  }
}

/** Sends what is due, and says when to look for the rest: without the lease, that could replace what another has said since. */
async function drainNow(scope: Scope, instanceId: string): Promise<Drained> {
  const drained = await drain(scope, instanceId);
  const next = await soonest(scope, instanceId);
  if (!next || (drained === 'empty' && isDue(next))) return drained;
  if (next.isPaced && !isDue(next)) await tellWaiting(scope, instanceId, { until: new Date(dueAt(next)) });
  if (drained !== 'offline') await wakeLater(scope, instanceId, next);
  return drained;
}

type Waiting = { nextAttemptAt: string | null; isPaced?: boolean };

const dueAt = ({ nextAttemptAt }: Waiting) => (nextAttemptAt ? new Date(nextAttemptAt).getTime() : 0);
const isDue = (waiting: Waiting) => dueAt(waiting) <= Date.now();

/** What has to be looked at first: a message or a change of one. */
async function soonest(scope: Scope, instanceId: string): Promise<Waiting | undefined> {
  const connection = await findConnection(scope, instanceId);
  if (!connection) return undefined;
  const change = await selectNextChange(scope, instanceId);
  const item = await selectNext(scope, instanceId, limitsOf(connection));
  return change && item && dueAt(change) < dueAt(item) ? change : (item ?? change);
}

const limitsOf = ({ restriction, firstContactsLeft, settings, pacedUntil }: Connection) => ({
  isRestricted: restriction !== null,
  isBudgetLeft: firstContactsLeft > 0,
  pacedUntil: settings.pace === 'none' ? undefined : (pacedUntil ?? new Date(0)),
});

async function wakeLater(scope: Scope, instanceId: string, waiting: Waiting): Promise<void> {
  const runAt = new Date(Math.max(dueAt(waiting), Date.now() + 500));
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
type Drained = 'empty' | 'stopped' | 'offline';

async function drain(scope: Scope, instanceId: string): Promise<Drained> {
  await abandonChanges(scope, instanceId);
  const abandoned = await abandonSends(scope, instanceId);
  if (abandoned.length > 0)
    await publish(scope.db, scope.organizationId, { messagesUpdated: abandoned.map((row) => row.id) });
  let heldUntil: number | undefined;
  let hasCalled = false;
  const end = async <R>(result: R): Promise<R> => {
    if (hasCalled) await restAccount(scope, instanceId);
    return result;
  };
  for (;;) {
    const connection = await findConnection(scope, instanceId);
    if (!connection) return giveUp(scope, instanceId);
    const { restriction } = connection;
    // What was accepted before the number was restricted says so too, whenever its turn would be.
    if (restriction && restriction.until.getTime() !== heldUntil) {
      await holdRestricted(scope, instanceId, restriction);
      heldUntil = restriction.until.getTime();
    }
    const next = await nextStep(scope, connection);
    if (!next) return end('empty');
    // It would hold each call for 10 s before refusing it; its WORKING wakes us.
    if (connection.status !== 'WORKING') return end('offline');
    hasCalled = true;
    if (!(await next())) return end('stopped');
  }
}

/** What is due: changes of messages that have left come before those that wait. A step answers false when WAHA can't take any. */
async function nextStep(scope: Scope, connection: Connection): Promise<(() => Promise<boolean>) | undefined> {
  const change = await selectNextChange(scope, connection.instanceId);
  if (change && isDue(change)) return () => carryOut(scope, connection, change);
  const item = await selectNext(scope, connection.instanceId, limitsOf(connection));
  if (!item || !isDue(item)) return undefined;
  if (item.status === 'checking') return () => checkMessage(scope, connection, item);
  return async () => {
    const isReady = (await mayLeave(scope, connection, item)) && (await isItsTurn(scope, connection, item));
    return !isReady || dispatchMessage(scope, connection, item);
  };
}

/** The number is gone: what still waits will not leave, and nobody can tell any more what became of what was on its way. */
async function giveUp(scope: Scope, instanceId: string): Promise<'empty'> {
  const failed = [...(await failUnsent(scope, instanceId)), ...(await leaveUnsettled(scope, instanceId))];
  const unchanged = await failChanges(scope, instanceId);
  await publish(scope.db, scope.organizationId, {
    messagesUpdated: [...failed.map((row) => row.id), ...unchanged],
    conversations: failed.map((row) => row.conversationId),
  });
  return 'empty';
}
