import { sql } from 'drizzle-orm';
import { historyRuns, instanceHistory } from '@/db/schema';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';

/**
 * A number works: its history begins here, or anew where another phone was linked (true). What was known of the same
 * phone stays.
 */
export async function upsertLinked(
  scope: Scope,
  instanceId: string,
  phone: string | null,
  at: Date,
): Promise<boolean> {
  const isOther = sql`${instanceHistory.phone} is not null and excluded.phone is not null and ${instanceHistory.phone} <> excluded.phone`;
  const [row] = await scope.db
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
    })
    .returning({ linkedAt: instanceHistory.linkedAt });
  return row?.linkedAt.getTime() === at.getTime();
}

/** Asks for what the phone had in these days before `until`; an older import of the number is forgotten. */
export async function upsertImport(
  scope: Scope,
  instanceId: string,
  days: number,
  until: Date,
): Promise<void> {
  const since = new Date(until.getTime() - days * 86_400_000);
  await scope.db.execute(sql`
    delete from history_runs where organization_id = ${scope.organizationId} and instance_id = ${instanceId} and kind = 'import'`);
  await scope.db.insert(historyRuns).values({
    organizationId: scope.organizationId,
    id: newId(),
    instanceId,
    kind: 'import',
    state: 'running',
    since,
    until,
    days,
    startedAt: new Date(),
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
