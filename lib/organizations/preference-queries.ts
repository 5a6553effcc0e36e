import { and, eq } from 'drizzle-orm';
import { memberships } from '@/db/schema';
import type { Scope } from '@/lib/core/scope';

const isOf = (scope: Scope, userId: string) =>
  and(eq(memberships.organizationId, scope.organizationId), eq(memberships.userId, userId));

export async function selectPreferences(scope: Scope, userId: string) {
  const [row] = await scope.db
    .select({ sendWith: memberships.sendWith, undoSeconds: memberships.undoSeconds })
    .from(memberships)
    .where(isOf(scope, userId));
  return row;
}

export async function updatePreferences(
  scope: Scope,
  userId: string,
  change: { sendWith: 'enter' | 'ctrl_enter'; undoSeconds: number },
): Promise<void> {
  await scope.db
    .update(memberships)
    .set({ ...change, updatedAt: new Date() })
    .where(isOf(scope, userId));
}
