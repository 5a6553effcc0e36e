import { sql } from 'drizzle-orm';
import { isRetryable } from '@/lib/core/database-errors';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { idArray, READS } from '@/lib/core/sql';

/**
 * In this transaction statements are planned once for all values, and find rows by their keys: planning anew for each
 * batch costs more than carrying it out, and a plan from when a table was small would read all of it.
 */
const BY_KEYS = sql`select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
  set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`;

/**
 * Lets one transaction at a time, in whichever process, receive for an instance, and tells whether the instance still
 * exists. An ack and the message it speaks of, in two transactions that don't see each other, would otherwise pass by
 * one another.
 */
export async function lockInstance(scope: Scope, instanceId: string): Promise<boolean> {
  const [row] = await scope.db.execute<{ isLive: boolean }>(sql`${READS}
    with lock as (select pg_advisory_xact_lock(hashtextextended('instance:' || ${instanceId}::text, 0))),
      plans as (${BY_KEYS})
    select exists (select 1 from instances i where i.organization_id = ${scope.organizationId}
      and i.id = ${instanceId} and i.deleted_at is null) as "isLive" from lock, plans`);
  return row?.isLive ?? false;
}

const TOUCH_MS = 5_000;
const MAX_TOUCHED = 10_000;
const touched = new Map<string, number>();

/**
 * Says that something came from WAHA, at most once in five seconds: the row is hot. `isSignal`: something that happened
 * at WhatsApp, not only WAHA speaking of its session.
 */
export async function touchInstance(scope: Scope, id: string, isSignal: boolean): Promise<void> {
  const now = performance.now();
  const key = `${id}:${isSignal}`;
  if (now - (touched.get(key) ?? -TOUCH_MS) < TOUCH_MS) return;
  if (touched.size >= MAX_TOUCHED) touched.clear();
  touched.set(key, now);
  await scope.db.execute(sql`
    update instances set last_event_at = now(), last_signal_at = case when ${isSignal} then now() else last_signal_at end
    where organization_id = ${scope.organizationId} and id = ${id}
      and (last_event_at is null or last_event_at < now() - interval '5 seconds'
        or ${isSignal} and (last_signal_at is null or last_signal_at < now() - interval '5 seconds'))`);
}

/** Another transaction receives for one of these instances: the work succeeds when repeated with all their locks taken first. */
export class InstancesBusy extends Error {
  constructor(readonly instanceIds: string[]) {
    super('Instances are busy');
    this.name = 'InstancesBusy';
  }
}

/**
 * Runs what receives for an instance in a transaction under its lock. Where it turns out to concern other instances that
 * are receiving just now, it is rolled back and repeated with all their locks taken first; after a deadlock it is repeated
 * as it was.
 */
export async function whileReceiving<T>(
  scope: Scope,
  instanceId: string,
  work: (scope: Scope, isLive: boolean) => Promise<T>,
): Promise<T> {
  let others: string[] = [];
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(scope, async (inside) => {
        await lockInstances(inside, others);
        return work(inside, await lockInstance(inside, instanceId));
      });
    } catch (error) {
      if (attempt >= ATTEMPTS) throw error;
      if (error instanceof InstancesBusy) others = [instanceId, ...error.instanceIds];
      else if (!isRetryable(error)) throw error;
    }
  }
}

const ATTEMPTS = 5;

/** Takes the locks of several instances, in one order for everybody: before any other lock of the transaction. */
export async function lockInstances(scope: Scope, instanceIds: string[]): Promise<void> {
  for (const id of [...new Set(instanceIds)].sort()) await lockInstance(scope, id);
}

/**
 * Takes the locks of instances in a transaction that already holds others, without waiting: waiting could end in a
 * deadlock. Throws {@link InstancesBusy}.
 */
export async function claimInstances(scope: Scope, instanceIds: string[]): Promise<void> {
  const [row] = await scope.db.execute<{ isMine: boolean }>(sql`
    select coalesce(bool_and(pg_try_advisory_xact_lock(hashtextextended('instance:' || id::text, 0))), true) as "isMine"
    from unnest(${idArray(instanceIds)}) as id`);
  if (!row?.isMine) throw new InstancesBusy(instanceIds);
}
