import { and, asc, eq, isNull, or, sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { wahaServers } from '@/db/schema';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';

export type ServerRow = typeof wahaServers.$inferSelect;

/** The installation's own server of this name, made or brought up to date. */
export async function upsertSharedServer(
  db: Executor,
  name: string,
  row: Pick<ServerRow, 'url' | 'apiKeyEncrypted' | 'isTrusted'>,
): Promise<void> {
  const changed = await db
    .update(wahaServers)
    // At another address another WAHA may stand: what was known of it is not.
    .set({
      ...row,
      engine: sql`case when ${wahaServers.url} = ${row.url} then ${wahaServers.engine} end`,
      version: sql`case when ${wahaServers.url} = ${row.url} then ${wahaServers.version} end`,
      tier: sql`case when ${wahaServers.url} = ${row.url} then ${wahaServers.tier} end`,
      updatedAt: new Date(),
    })
    .where(and(isNull(wahaServers.organizationId), eq(wahaServers.name, name)))
    .returning({ id: wahaServers.id });
  if (changed.length > 0) return;
  await db
    .insert(wahaServers)
    .values({ id: newId(), name, ...row })
    .onConflictDoNothing();
}

/** The server with this id, else the first that the organization may use. */
export async function selectServer(
  scope: Scope,
  serverId: string | undefined,
): Promise<ServerRow | undefined> {
  const isMine = isUsableBy(scope);
  const [server] = await scope.db
    .select()
    .from(wahaServers)
    .where(serverId ? and(isMine, eq(wahaServers.id, serverId)) : isMine)
    .orderBy(asc(wahaServers.createdAt))
    .limit(1);
  return server;
}

/** All that the organization may use, oldest first. */
export const selectServers = (scope: Scope): Promise<ServerRow[]> =>
  scope.db.select().from(wahaServers).where(isUsableBy(scope)).orderBy(asc(wahaServers.createdAt));

const isUsableBy = (scope: Scope) =>
  or(isNull(wahaServers.organizationId), eq(wahaServers.organizationId, scope.organizationId));

export async function updateServer(
  scope: Scope,
  id: string,
  change: Partial<Pick<ServerRow, 'engine' | 'version' | 'tier' | 'checkedAt'>>,
): Promise<void> {
  await scope.db.update(wahaServers).set(change).where(eq(wahaServers.id, id));
}
