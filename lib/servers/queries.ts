import { and, asc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { database, type Executor } from '@/db/client';
import { ignoredSessions, wahaServers } from '@/db/schema';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';

export type ServerRow = typeof wahaServers.$inferSelect;

/** A server with the numbers on it: the organization's own, and everybody's; and how many sessions it puts aside. */
export type LoadedServer = {
  server: ServerRow;
  own: number;
  all: number;
  ignored: number;
  /** An event came since one of the organization's numbers on it was connected. */
  isHeard: boolean;
  /** One has been connected for two minutes, and none came. */
  isUnheard: boolean;
};

/** The installation's own server of this name, made or brought up to date. */
export async function upsertSharedServer(
  db: Executor,
  name: string,
  row: Pick<ServerRow, 'url' | 'apiKeyEncrypted' | 'isTrusted' | 'readsStream'>,
): Promise<void> {
  const changed = await db
    .update(wahaServers)
    // At another address another WAHA may stand: what was known of it is not.
    .set({
      ...row,
      engine: sql`case when ${wahaServers.url} = ${row.url} then ${wahaServers.engine} end`,
      version: sql`case when ${wahaServers.url} = ${row.url} then ${wahaServers.version} end`,
      tier: sql`case when ${wahaServers.url} = ${row.url} then ${wahaServers.tier} end`,
      lastError: null,
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

const numbersOn = (scope: Scope) => ({
  server: wahaServers,
  own: sql<number>`(select count(*)::int from instances i where i.server_id = waha_servers.id
    and i.deleted_at is null and i.organization_id = ${scope.organizationId})`,
  all: sql<number>`(select count(*)::int from instances i where i.server_id = waha_servers.id and i.deleted_at is null)`,
  ignored: sql<number>`(select count(*)::int from ignored_sessions g where g.server_id = waha_servers.id
    and g.organization_id = ${scope.organizationId})`,
  isHeard: sql<boolean>`exists (select 1 from instances i where ${workingOn(scope)}
    and i.last_event_at > i.connected_at - interval '1 minute')`,
  isUnheard: sql<boolean>`exists (select 1 from instances i where ${workingOn(scope)}
    and i.connected_at < now() - interval '2 minutes'
    and coalesce(i.last_event_at < i.connected_at - interval '1 minute', true))`,
});

const workingOn = (scope: Scope) => sql`i.server_id = waha_servers.id and i.deleted_at is null
  and i.organization_id = ${scope.organizationId} and i.status = 'WORKING'`;

/** All that the organization may use, oldest first. */
export const selectServers = (scope: Scope): Promise<LoadedServer[]> =>
  scope.db
    .select(numbersOn(scope))
    .from(wahaServers)
    .where(isUsableBy(scope))
    .orderBy(asc(wahaServers.createdAt), asc(wahaServers.id))
    .limit(200);

/** The server with this id, where the organization may use it. */
export async function selectServer(scope: Scope, id: string): Promise<LoadedServer | undefined> {
  const [row] = await scope.db
    .select(numbersOn(scope))
    .from(wahaServers)
    .where(and(isUsableBy(scope), eq(wahaServers.id, id)));
  return row;
}

const isUsableBy = (scope: Scope) =>
  and(
    isNull(wahaServers.removedAt),
    or(isNull(wahaServers.organizationId), eq(wahaServers.organizationId, scope.organizationId)),
  );

export const insertServer = (scope: Scope, row: typeof wahaServers.$inferInsert): Promise<unknown> =>
  scope.db.insert(wahaServers).values({ ...row, organizationId: scope.organizationId });

export type ServerChange = Partial<
  Pick<ServerRow, 'name' | 'url' | 'apiKeyEncrypted' | 'capacity' | 'readsStream' | 'removedAt'>
> &
  ServerKnowledge;

export type ServerKnowledge = Partial<
  Pick<ServerRow, 'engine' | 'version' | 'tier' | 'checkedAt' | 'lastError' | 'otherSessions'>
>;

/** Changes a server of the organization itself. */
export async function updateOwnServer(scope: Scope, id: string, change: ServerChange): Promise<void> {
  await scope.db
    .update(wahaServers)
    .set({ ...change, updatedAt: new Date() })
    .where(
      and(
        eq(wahaServers.organizationId, scope.organizationId),
        eq(wahaServers.id, id),
        isNull(wahaServers.removedAt),
      ),
    );
}

/**
 * What was learnt of a server, the installation's own too, if it still has the address and key that were asked. Whether
 * that is news to who sees it; inside a transaction.
 */
export async function storeKnowledge(
  db: Executor,
  asked: Pick<ServerRow, 'id' | 'url' | 'apiKeyEncrypted'>,
  known: ServerKnowledge,
): Promise<boolean> {
  const [before] = await db
    .select()
    .from(wahaServers)
    .where(
      and(
        eq(wahaServers.id, asked.id),
        eq(wahaServers.url, asked.url),
        sql`${wahaServers.apiKeyEncrypted} is not distinct from ${asked.apiKeyEncrypted}`,
      ),
    )
    .for('update');
  if (!before) return false;
  await db.update(wahaServers).set(known).where(eq(wahaServers.id, asked.id));
  return NEWS.some((fact) => known[fact] !== undefined && known[fact] !== before[fact]);
}

/** That it was asked again is no news. */
const NEWS = ['engine', 'version', 'tier', 'lastError', 'otherSessions'] as const;

/** Organizations to whom news of a server matter: its own, or all that have numbers on it. */
export async function selectConcerned(db: Executor, serverId: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select organization_id as id from waha_servers where id = ${serverId} and organization_id is not null
    union select organization_id from instances where server_id = ${serverId} and deleted_at is null`);
  return rows.map(({ id }) => id);
}

/** Of the whole installation: servers that nobody has asked since `before`. */
export const selectUnasked = (before: Date): Promise<ServerRow[]> =>
  database()
    .select()
    .from(wahaServers)
    .where(
      and(
        isNull(wahaServers.removedAt),
        or(isNull(wahaServers.checkedAt), lt(wahaServers.checkedAt, before)),
      ),
    )
    .limit(1000);

/** One change at a time of which servers an organization has. */
export async function lockServers(scope: Scope): Promise<void> {
  await scope.db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('servers:' || ${scope.organizationId}::text, 0))`,
  );
}

/** The organization's numbers on a server. */
export async function selectNumbersOn(scope: Scope, serverId: string): Promise<string[]> {
  const rows = await scope.db.execute<{ id: string }>(sql`
    select id from instances
    where organization_id = ${scope.organizationId} and server_id = ${serverId} and deleted_at is null`);
  return rows.map(({ id }) => id);
}

/** Names of the sessions on a server that are, or were until lately, numbers of ours. */
export async function selectOwnSessions(db: Executor, serverId: string): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(sql`
    select waha_session as name from instances
      where server_id = ${serverId} and (deleted_at is null or deleted_at > now() - interval '1 day')
    union select name from left_sessions where server_id = ${serverId} and created_at > now() - interval '1 day'`);
  return rows.map(({ name }) => name);
}

/** Names of the sessions on a server that the organization does not want. */
export async function selectIgnored(scope: Scope, serverId: string): Promise<string[]> {
  const rows = await scope.db
    .select({ name: ignoredSessions.name })
    .from(ignoredSessions)
    .where(
      and(eq(ignoredSessions.organizationId, scope.organizationId), eq(ignoredSessions.serverId, serverId)),
    );
  return rows.map(({ name }) => name);
}

export async function storeIgnored(
  scope: Scope,
  serverId: string,
  name: string,
  isIgnored: boolean,
): Promise<void> {
  const { organizationId } = scope;
  if (isIgnored) {
    await scope.db.insert(ignoredSessions).values({ organizationId, serverId, name }).onConflictDoNothing();
    return;
  }
  await scope.db
    .delete(ignoredSessions)
    .where(
      and(
        eq(ignoredSessions.organizationId, organizationId),
        eq(ignoredSessions.serverId, serverId),
        eq(ignoredSessions.name, name),
      ),
    );
}

/** Whether the installation serves this organization alone. */
export async function isOnlyOrganization(scope: Scope): Promise<boolean> {
  const [row] = await scope.db.execute<{ isOnly: boolean }>(sql`
    select not exists (select 1 from organizations where id <> ${scope.organizationId}) as "isOnly"`);
  return row?.isOnly ?? false;
}
