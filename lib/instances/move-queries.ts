import { and, eq, isNull, sql } from 'drizzle-orm';
import { instances, leftSessions, wahaServers } from '@/db/schema';
import type { Scope } from '@/lib/core/scope';

export const insertLeftSession = (scope: Scope, row: typeof leftSessions.$inferInsert): Promise<unknown> =>
  scope.db.insert(leftSessions).values(row);

/** A session that still has to go, with its server; undefined when that was done, or the server was removed. */
export async function selectLeftSession(scope: Scope, id: string) {
  const [row] = await scope.db
    .select({
      name: leftSessions.name,
      instanceId: leftSessions.instanceId,
      isAdopted: leftSessions.isAdopted,
      sessionName: instances.sessionName,
      server: wahaServers,
    })
    .from(leftSessions)
    .innerJoin(wahaServers, eq(wahaServers.id, leftSessions.serverId))
    .innerJoin(
      instances,
      and(
        eq(instances.organizationId, leftSessions.organizationId),
        eq(instances.id, leftSessions.instanceId),
      ),
    )
    .where(
      and(
        eq(leftSessions.organizationId, scope.organizationId),
        eq(leftSessions.id, id),
        isNull(leftSessions.takenDownAt),
        isNull(wahaServers.removedAt),
      ),
    );
  return row;
}

export async function markTakenDown(scope: Scope, id: string): Promise<void> {
  await scope.db
    .update(leftSessions)
    .set({ takenDownAt: new Date() })
    .where(and(eq(leftSessions.organizationId, scope.organizationId), eq(leftSessions.id, id)));
}

/** Whether a number left a session of this name somewhere. */
export async function hasLeft(scope: Scope, instanceId: string, name: string): Promise<boolean> {
  const rows = await scope.db.execute(sql`
    select 1 from left_sessions where organization_id = ${scope.organizationId} and instance_id = ${instanceId}
      and name = ${name} limit 1`);
  return rows.length > 0;
}
