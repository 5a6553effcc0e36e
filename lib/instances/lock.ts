import { sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';

/**
 * Lets one transaction at a time, in whichever process, receive for an instance, and tells whether the instance still
 * exists. An ack and the message it speaks of, in two transactions that don't see each other, would otherwise pass by
 * one another.
 */
export async function lockInstance(scope: Scope, instanceId: string): Promise<boolean> {
  const [row] = await scope.db.execute<{ isLive: boolean }>(sql`
    with lock as (select pg_advisory_xact_lock(hashtextextended('instance:' || ${instanceId}::text, 0)))
    select exists (select 1 from instances i where i.organization_id = ${scope.organizationId}
      and i.id = ${instanceId} and i.deleted_at is null) as "isLive" from lock`);
  return row?.isLive ?? false;
}

const TOUCH_MS = 5_000;
const MAX_TOUCHED = 10_000;
const touched = new Map<string, number>();

/** Says that something came from WAHA, at most once in five seconds: the row is hot. */
export async function touchInstance(scope: Scope, id: string): Promise<void> {
  const now = performance.now();
  if (now - (touched.get(id) ?? -TOUCH_MS) < TOUCH_MS) return;
  if (touched.size >= MAX_TOUCHED) touched.clear();
  touched.set(id, now);
  await scope.db.execute(sql`
    update instances set last_event_at = now()
    where organization_id = ${scope.organizationId} and id = ${id}
      and (last_event_at is null or last_event_at < now() - interval '5 seconds')`);
}
