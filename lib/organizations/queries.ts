import { eq, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import {
  apiTokens,
  memberships,
  organizationLimits,
  organizationModules,
  organizations,
  organizationUsage,
  users,
} from '@/db/schema';
import type { Module } from '@/lib/core/permissions';
import type { Scope } from '@/lib/core/scope';

export async function selectLimits(scope: Scope) {
  const [row] = await scope.db
    .select()
    .from(organizationLimits)
    .where(eq(organizationLimits.organizationId, scope.organizationId));
  return row;
}

/** Adds one to the month's sent messages and answers the sum; the row stays locked until the transaction ends. */
export async function countSentMessage(scope: Scope, month: string): Promise<number> {
  const [row] = await scope.db
    .insert(organizationUsage)
    .values({ organizationId: scope.organizationId, month, sentMessages: 1 })
    .onConflictDoUpdate({
      target: [organizationUsage.organizationId, organizationUsage.month],
      set: { sentMessages: sql`${organizationUsage.sentMessages} + 1` },
    })
    .returning({ count: organizationUsage.sentMessages });
  return row?.count ?? 1;
}

export async function upsertModule(db: Executor, organizationId: string, module: Module, isEnabled: boolean) {
  await db
    .insert(organizationModules)
    .values({ organizationId, module, isEnabled })
    .onConflictDoUpdate({
      target: [organizationModules.organizationId, organizationModules.module],
      set: { isEnabled, updatedAt: new Date() },
    });
}

export async function upsertLimits(
  db: Executor,
  organizationId: string,
  limits: Partial<Omit<typeof organizationLimits.$inferInsert, 'organizationId'>>,
) {
  await db
    .insert(organizationLimits)
    .values({ organizationId, ...limits })
    .onConflictDoUpdate({
      target: organizationLimits.organizationId,
      set: { ...limits, updatedAt: new Date() },
    });
}

/** An organization, its owner and a token: all or nothing. */
export async function insertOrganization(
  db: Executor,
  organization: { id: string; name: string },
  owner: typeof users.$inferInsert,
  token: Omit<typeof apiTokens.$inferInsert, 'organizationId'> | undefined,
): Promise<void> {
  const organizationId = organization.id;
  await db.transaction(async (tx) => {
    await tx.insert(organizations).values(organization);
    await tx.insert(users).values(owner);
    await tx.insert(memberships).values({ organizationId, userId: owner.id, role: 'owner' });
    if (token) await tx.insert(apiTokens).values({ organizationId, ...token });
  });
}

/** Lets one process at a time go on until the transaction ends. */
export async function lockBootstrap(db: Executor): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(7245311)`);
}

export const hasAnyOrganization = async (db: Executor): Promise<boolean> =>
  (await db.select({ id: organizations.id }).from(organizations).limit(1)).length > 0;
