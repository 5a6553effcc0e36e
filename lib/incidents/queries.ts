import { and, eq, inArray } from 'drizzle-orm';
import { incidents } from '@/db/schema';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';

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

export async function closeOpen(scope: Scope, instanceId: string, kinds: string[]): Promise<void> {
  await scope.db
    .update(incidents)
    .set({ state: 'closed', closedAt: new Date() })
    .where(
      and(
        eq(incidents.organizationId, scope.organizationId),
        eq(incidents.instanceId, instanceId),
        eq(incidents.state, 'open'),
        inArray(incidents.kind, kinds),
      ),
    );
}
