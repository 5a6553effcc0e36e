import { and, desc, eq, inArray, lt, or } from 'drizzle-orm';
import { incidents, instances } from '@/db/schema';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import type { IncidentEnd, IncidentKind } from './schema';

export async function insertOpen(
  scope: Scope,
  instanceId: string,
  kind: string,
  details: Record<string, unknown>,
): Promise<boolean> {
  const rows = await scope.db
    .insert(incidents)
    .values({ organizationId: scope.organizationId, id: newId(), instanceId, kind, details })
    .onConflictDoNothing()
    .returning({ id: incidents.id });
  return rows.length > 0;
}

export async function closeOpen(
  scope: Scope,
  instanceId: string,
  closedAs: IncidentEnd,
  kinds: readonly IncidentKind[],
): Promise<void> {
  await scope.db
    .update(incidents)
    .set({ state: 'closed', closedAt: new Date(), closedAs })
    .where(
      and(
        eq(incidents.organizationId, scope.organizationId),
        eq(incidents.instanceId, instanceId),
        eq(incidents.state, 'open'),
        inArray(incidents.kind, [...kinds]),
      ),
    );
}

export type IncidentRow = Awaited<ReturnType<typeof selectIncidents>>[number];

/** Newest first, one more than `limit`. */
export const selectIncidents = (
  scope: Scope,
  {
    limit,
    after,
    state,
    instanceId,
  }: {
    limit: number;
    after?: { openedAt: Date; id: string };
    state?: 'open' | 'closed';
    instanceId?: string;
  },
) =>
  scope.db
    .select({
      id: incidents.id,
      instanceId: instances.id,
      instanceName: instances.name,
      kind: incidents.kind,
      state: incidents.state,
      openedAt: incidents.openedAt,
      closedAt: incidents.closedAt,
      closedAs: incidents.closedAs,
    })
    .from(incidents)
    .innerJoin(
      instances,
      and(eq(instances.organizationId, incidents.organizationId), eq(instances.id, incidents.instanceId)),
    )
    .where(
      and(
        eq(incidents.organizationId, scope.organizationId),
        state && eq(incidents.state, state),
        instanceId ? eq(incidents.instanceId, instanceId) : undefined,
        after &&
          or(
            lt(incidents.openedAt, after.openedAt),
            and(eq(incidents.openedAt, after.openedAt), lt(incidents.id, after.id)),
          ),
      ),
    )
    .orderBy(desc(incidents.openedAt), desc(incidents.id))
    .limit(limit + 1);
