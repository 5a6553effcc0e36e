import { sql } from 'drizzle-orm';
import { instanceHistory } from '@/db/schema';
import type { Scope } from '@/lib/core/scope';

/** A number works: its history begins here, or anew where another phone was linked. What was known of the same stays. */
export async function upsertLinked(
  scope: Scope,
  instanceId: string,
  phone: string | null,
  at: Date,
): Promise<void> {
  const isOther = sql`${instanceHistory.phone} is not null and excluded.phone is not null and ${instanceHistory.phone} <> excluded.phone`;
  await scope.db
    .insert(instanceHistory)
    .values({ organizationId: scope.organizationId, instanceId, phone, linkedAt: at, wantedAt: new Date() })
    .onConflictDoUpdate({
      target: [instanceHistory.organizationId, instanceHistory.instanceId],
      set: {
        phone: sql`coalesce(excluded.phone, ${instanceHistory.phone})`,
        linkedAt: sql`case when ${isOther} then excluded.linked_at else ${instanceHistory.linkedAt} end`,
        completeUntil: sql`case when ${isOther} then null else ${instanceHistory.completeUntil} end`,
        wantedAt: sql`excluded.wanted_at`,
      },
    });
}

/** Says that there is a reason to compare; nothing for a number that never worked. */
export async function markWanted(scope: Scope, instanceId: string): Promise<boolean> {
  const rows = await scope.db.execute(sql`
    update instance_history set wanted_at = now()
    where organization_id = ${scope.organizationId} and instance_id = ${instanceId} returning 1`);
  return rows.length > 0;
}

/** Keeps when the WAHA process started; true when it is another process than the one known before. */
export async function noteServerStart(scope: Scope, instanceId: string, startedAt: Date): Promise<boolean> {
  const [row] = await scope.db.execute<{ isOther: boolean }>(sql`
    update instance_history h set server_started_at = ${startedAt.toISOString()}::timestamptz
    from (select server_started_at as at from instance_history
      where organization_id = ${scope.organizationId} and instance_id = ${instanceId}) before
    where h.organization_id = ${scope.organizationId} and h.instance_id = ${instanceId}
      and h.server_started_at is distinct from ${startedAt.toISOString()}::timestamptz
    returning before.at is not null as "isOther"`);
  return row?.isOther ?? false;
}
