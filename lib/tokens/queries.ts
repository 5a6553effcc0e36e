import { and, desc, eq, isNull } from 'drizzle-orm';
import { apiTokens, users } from '@/db/schema';
import type { Scope } from '@/lib/core/scope';

const select = (scope: Scope) =>
  scope.db
    .select({ token: apiTokens, createdByName: users.name })
    .from(apiTokens)
    .leftJoin(users, eq(users.id, apiTokens.createdByUserId));

export type TokenRow = Awaited<ReturnType<typeof selectTokens>>[number];

/** Newest first; an organization has few. */
export const selectTokens = (scope: Scope) =>
  select(scope)
    .where(eq(apiTokens.organizationId, scope.organizationId))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
    .limit(200);

export async function selectToken(scope: Scope, id: string): Promise<TokenRow | undefined> {
  const [row] = await select(scope).where(
    and(eq(apiTokens.organizationId, scope.organizationId), eq(apiTokens.id, id)),
  );
  return row;
}

export async function insertToken(scope: Scope, row: typeof apiTokens.$inferInsert): Promise<void> {
  await scope.db.insert(apiTokens).values(row);
}

export async function revokeTokenRow(scope: Scope, id: string): Promise<void> {
  await scope.db
    .update(apiTokens)
    .set({ revokedAt: new Date() })
    .where(
      and(
        eq(apiTokens.organizationId, scope.organizationId),
        eq(apiTokens.id, id),
        isNull(apiTokens.revokedAt),
      ),
    );
}
