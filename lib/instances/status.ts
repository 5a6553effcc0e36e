import { isDeepStrictEqual } from 'node:util';
import { isRetryable } from '@/lib/core/database-errors';
import { log } from '@/lib/core/log';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { addJob } from '@/lib/jobs/add-job';
import { publish } from '@/lib/realtime/publish';
import type { SessionChange } from '@/lib/waha/happenings';
import { closeWhenWorking, giveOut, noteHealth } from './health';
import { beginHistory } from './history';
import { cappingAfter, restrictionAfter } from './limits';
import { hasLeft } from './move-queries';
import { type InstanceChange, type InstanceRow, selectInstance, updateInstanceRow } from './queries';
import { handleFailure } from './recovery';
import { noteIncident } from './restriction';
import { INSTANCE_STATUSES, type InstanceStatus } from './schema';
import { wakeDrain } from './service';

/** Where a word on the status comes from: WAHA's webhook (also one for each new QR), or our asking. */
export type StatusSource = 'event' | 'poll';

const isStatus = (value: string): value is InstanceStatus =>
  INSTANCE_STATUSES.some((status) => status === value);

/**
 * The only place that changes an instance's status. An older word never replaces a newer one: where it differs, WAHA
 * is asked. WORKING wakes the outbox. Inside the caller's transaction.
 */
export async function applyStatus(
  scope: Scope,
  id: string,
  change: Omit<SessionChange, 'kind'>,
  source: StatusSource,
): Promise<void> {
  if (!isStatus(change.status)) {
    log().warn({ instanceId: id, status: change.status }, 'A session status we do not know');
    return;
  }
  const row = await selectInstance(scope, id);
  if (!row) return;
  const { instance } = row;
  const isOther = change.session !== undefined && change.session !== instance.wahaSession;
  if (isOther && (await hasLeft(scope, id, change.session ?? ''))) return;
  if (change.at < instance.statusSeenAt) {
    if (change.status !== instance.status) await askLater(scope, id);
    return;
  }
  const next = { ...change, status: change.status };
  const isApplied = await updateInstanceRow(scope, id, toRowChange(instance, next, source), {
    statusSeenAt: instance.statusSeenAt,
  });
  if (!isApplied) return askLater(scope, id);
  const hasChanged = change.status !== instance.status;
  const limits = toLimitChange(instance, change);
  const isLimited = limits !== undefined;
  if (limits) await noteIncident(scope, id, limits.restriction ?? null, change.at);
  if (isLimited || (change.status === 'WORKING' && (hasChanged || source === 'event'))) {
    await wakeDrain(scope, id);
  }
  if (change.status === 'WORKING' && hasChanged)
    await beginHistory(
      scope,
      instance,
      change.me?.phone ? `+${change.me.phone}` : instance.phoneNumber,
      change.at,
    );
  const isBack = change.status === 'WORKING' && (hasChanged || instance.lastError !== null);
  if (isBack) await closeWhenWorking(scope, id);
  // A restart that ended where it began, too quickly for anybody to see it start.
  const isStill = change.status === 'FAILED' && isRestarted(instance);
  if (hasChanged || isBack || isStill) await follow(scope, instance, change.status, change.at);
  if (source === 'event' || hasChanged || isOtherPhone(instance, change.me) || isLimited)
    await publish(scope.db, scope.organizationId, { instances: [id] });
}

const isRestarted = ({ status, wish, lastError, recoverAt, recoveryAttempts }: InstanceRow): boolean =>
  status === 'FAILED' && !wish && lastError === 'recovering' && recoverAt === null && recoveryAttempts > 0;

/** What a new status means for a number that once worked. */
async function follow(scope: Scope, before: InstanceRow, status: InstanceStatus, at: Date): Promise<void> {
  const isCodeAgain = status === 'SCAN_QR_CODE' && before.connectedAt !== null && before.isWanted;
  if (status === 'FAILED') await handleFailure(scope, before, at);
  // WAHA has lost the link, or the phone has ended it: nothing but a scan helps.
  else if (isCodeAgain) await giveOut(scope, before, 'unlinked', at);
  await noteHealth(scope, before.id, at);
}

function toRowChange(
  before: InstanceRow,
  { status, at, me }: { status: InstanceStatus; at: Date; me: SessionChange['me'] },
  source: StatusSource,
): InstanceChange {
  const hasChanged = status !== before.status;
  const isScan = status === 'SCAN_QR_CODE';
  const isNewCode = isScan && (hasChanged || source === 'event');
  return {
    status,
    statusSeenAt: at,
    ...(hasChanged ? { statusAt: at } : {}),
    ...(isNewCode ? { qrRotation: hasChanged ? 1 : before.qrRotation + 1, qrRotatedAt: at } : {}),
    ...(status === 'WORKING' ? workingChange(before, hasChanged) : {}),
    ...(status === 'WORKING' && hasChanged ? { connectedAt: at } : {}),
    ...(status === 'FAILED' ? { healthState: 'down' as const } : {}),
    ...(me?.phone
      ? { phoneNumber: `+${me.phone}`, pushName: me.pushName ?? before.pushName, lid: me.lid ?? before.lid }
      : {}),
    ...(isOtherPhone(before, me) ? { linkedAt: at } : {}),
    ...toLimitChange(before, { at, me }),
  };
}

const isOtherPhone = ({ phoneNumber }: InstanceRow, me: SessionChange['me']): boolean =>
  Boolean(me?.phone) && `+${me?.phone}` !== phoneNumber;

/** What WhatsApp lets the number do, where that is not what we know; another phone's limits are not its own. */
function toLimitChange(
  before: InstanceRow,
  { at, me }: Pick<SessionChange, 'at' | 'me'>,
): Pick<InstanceChange, 'restriction' | 'capping'> | undefined {
  if (!me) return undefined;
  const known = isOtherPhone(before, me) ? { restriction: null, capping: null } : before;
  const after = {
    restriction: restrictionAfter(known.restriction, me, at),
    capping: cappingAfter(known.capping, me),
  };
  const isSame = isDeepStrictEqual(after, { restriction: before.restriction, capping: before.capping });
  return isSame ? undefined : after;
}

/** What the watchdog doubts stays in doubt until it hears something: WORKING is just what a silent session says. */
function workingChange(before: InstanceRow, hasChanged: boolean): InstanceChange {
  const isWell = !before.suspectAt && (hasChanged || before.lastError !== null);
  const fault = before.suspectAt ? {} : { lastError: null, lastErrorAt: null };
  return { ...fault, recoverAt: null, ...(isWell ? { healthState: 'ok' as const } : {}) };
}

const askLater = (scope: Scope, id: string) =>
  addJob(
    scope.db,
    'refresh_status',
    { organizationId: scope.organizationId, instanceId: id },
    { key: `status:${id}` },
  );

/** As {@link applyStatus}, in a transaction of its own. */
export async function storeStatus(
  scope: Scope,
  id: string,
  change: Omit<SessionChange, 'kind'>,
  source: StatusSource,
): Promise<void> {
  const work = () => inTransaction(scope, (inside) => applyStatus(inside, id, change, source));
  await work().catch((error: unknown) => {
    if (isRetryable(error)) return work();
    throw error;
  });
}
