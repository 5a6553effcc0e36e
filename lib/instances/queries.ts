import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { historyRuns, instanceHistory, instances, wahaServers } from '@/db/schema';
import type { Scope } from '@/lib/core/scope';
import { dayOf } from '@/lib/core/sql';

const columns = {
  instance: instances,
  server: {
    id: wahaServers.id,
    name: wahaServers.name,
    url: wahaServers.url,
    apiKeyEncrypted: wahaServers.apiKeyEncrypted,
    isTrusted: wahaServers.isTrusted,
    engine: wahaServers.engine,
    version: wahaServers.version,
    tier: wahaServers.tier,
    readsStream: wahaServers.readsStream,
  },
  historyError: instanceHistory.error,
  historyImport: {
    state: historyRuns.state,
    days: historyRuns.days,
    recovered: historyRuns.recovered,
    progress: historyRuns.progress,
  },
  firstContacts: sql<{ used: number; renewsAt: string }>`(
    select json_build_object('renewsAt', day.renews_at, 'used', (
      select count(*) from conversations f where f.organization_id = ${instances.organizationId}
        and f.instance_id = ${instances.id} and f.first_contact_at >= day.began_at))
    from organizations o cross join lateral ${dayOf(sql`o.time_zone`)} day where o.id = ${instances.organizationId})`,
};

export type InstanceRow = typeof instances.$inferSelect;
type RunRow = typeof historyRuns.$inferSelect;
type ServerRow = typeof wahaServers.$inferSelect;
export type InstanceWithServer = {
  instance: InstanceRow;
  server: Pick<
    ServerRow,
    'id' | 'name' | 'url' | 'apiKeyEncrypted' | 'isTrusted' | 'engine' | 'version' | 'tier' | 'readsStream'
  >;
  historyError: string | null;
  historyImport: Pick<RunRow, 'state' | 'days' | 'recovered' | 'progress'> | null;
  /** Of today, in the organization's time zone. */
  firstContacts: { used: number; renewsAt: string };
};

const select = (scope: Scope) =>
  scope.db
    .select(columns)
    .from(instances)
    .innerJoin(wahaServers, eq(wahaServers.id, instances.serverId))
    .leftJoin(
      instanceHistory,
      and(
        eq(instanceHistory.organizationId, instances.organizationId),
        eq(instanceHistory.instanceId, instances.id),
      ),
    )
    .leftJoin(
      historyRuns,
      and(
        eq(historyRuns.organizationId, instances.organizationId),
        eq(historyRuns.instanceId, instances.id),
        eq(historyRuns.kind, 'import'),
      ),
    );

const ofOrganization = (scope: Scope) =>
  and(eq(instances.organizationId, scope.organizationId), isNull(instances.deletedAt));

/** Oldest first, one more than `limit`. */
export const selectInstances = (
  scope: Scope,
  { limit, after }: { limit: number; after?: { createdAt: Date; id: string } },
): Promise<InstanceWithServer[]> =>
  select(scope)
    .where(
      and(
        ofOrganization(scope),
        after &&
          or(
            gt(instances.createdAt, after.createdAt),
            and(eq(instances.createdAt, after.createdAt), gt(instances.id, after.id)),
          ),
      ),
    )
    .orderBy(asc(instances.createdAt), asc(instances.id))
    .limit(limit + 1);

export const selectInstancesByIds = (scope: Scope, ids: string[]): Promise<InstanceWithServer[]> =>
  select(scope).where(
    and(ofOrganization(scope), sql`${instances.id} = any(${`{${ids.join(',')}}`}::uuid[])`),
  );

export async function selectInstance(scope: Scope, id: string): Promise<InstanceWithServer | undefined> {
  const [row] = await select(scope).where(and(ofOrganization(scope), eq(instances.id, id)));
  return row;
}

/** Also one that was deleted: its session still has to go. */
export async function selectInstanceEvenDeleted(
  scope: Scope,
  id: string,
): Promise<InstanceWithServer | undefined> {
  const [row] = await select(scope).where(
    and(eq(instances.organizationId, scope.organizationId), eq(instances.id, id)),
  );
  return row;
}

/** The one look-up without an organization: a webhook's address names the session. */
export async function selectInstanceBySessionName(sessionName: string) {
  const [row] = await database()
    .select({
      organizationId: instances.organizationId,
      id: instances.id,
      webhookSecretEncrypted: instances.webhookSecretEncrypted,
    })
    .from(instances)
    .where(and(eq(instances.sessionName, sessionName), isNull(instances.deletedAt)));
  return row;
}

/** The same by WAHA's own name for the session, on one server. */
export async function selectInstanceOnServer(serverId: string, wahaSession: string) {
  const [row] = await database()
    .select({ organizationId: instances.organizationId, id: instances.id })
    .from(instances)
    .where(
      and(
        eq(instances.serverId, serverId),
        eq(instances.wahaSession, wahaSession),
        isNull(instances.deletedAt),
      ),
    );
  return row;
}

export const insertInstance = (scope: Scope, row: typeof instances.$inferInsert): Promise<unknown> =>
  scope.db.insert(instances).values(row);

export type InstanceChange = Partial<Omit<InstanceRow, 'organizationId' | 'id' | 'createdAt'>>;

/** Changes a row if it still is as `expected`; false when it is not, or is gone. */
export async function updateInstanceRow(
  scope: Scope,
  id: string,
  change: InstanceChange,
  expected: Partial<Pick<InstanceRow, 'wishId' | 'statusSeenAt'>> = {},
): Promise<boolean> {
  const rows = await scope.db
    .update(instances)
    .set({ ...change, updatedAt: new Date() })
    .where(
      and(
        ofOrganization(scope),
        eq(instances.id, id),
        expected.wishId === undefined
          ? undefined
          : sql`${instances.wishId} is not distinct from ${expected.wishId}`,
        expected.statusSeenAt === undefined ? undefined : eq(instances.statusSeenAt, expected.statusSeenAt),
      ),
    )
    .returning({ id: instances.id });
  return rows.length > 0;
}

export async function setPacedUntil(scope: Scope, id: string, until: Date): Promise<void> {
  await scope.db.execute(sql`
    update instances set paced_until = ${until.toISOString()}::timestamptz
    where organization_id = ${scope.organizationId} and id = ${id}`);
}

/** Counts the organization's instances under a lock, so that two creations can't both take the last place. */
export async function lockInstanceCount(scope: Scope): Promise<number> {
  await scope.db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended('instances:' || ${scope.organizationId}::text, 0))`,
  );
  const [row] = await scope.db.execute<{ count: number }>(sql`
    select count(*)::int as count from instances where organization_id = ${scope.organizationId} and deleted_at is null`);
  return row?.count ?? 0;
}

/** Instances of the whole installation, for the reconciler. */
export const selectAllInstanceKeys = () =>
  database()
    .select({
      organizationId: instances.organizationId,
      id: instances.id,
      status: instances.status,
      wish: instances.wish,
    })
    .from(instances)
    .where(isNull(instances.deletedAt));

/** Of the whole installation: numbers with a restriction, or an incident of one, that may be over. */
export const selectEndedRestrictions = () =>
  database().execute<{ organizationId: string; id: string }>(sql`
    select organization_id as "organizationId", id from instances i
    where deleted_at is null and (restriction is null
        or coalesce((restriction ->> 'until')::timestamptz, (restriction ->> 'since')::timestamptz + interval '1 day') <= now())
      and (restriction is not null or exists (select 1 from incidents x where x.organization_id = i.organization_id
        and x.instance_id = i.id and x.kind = 'restricted' and x.state = 'open'))`);

/** What only one process at a time does for an instance: send its outbox, steer its session, read its history. */
export type Lease = 'drain' | 'sync' | 'history';

const LEASES = {
  drain: { owner: sql.identifier('drain_owner'), until: sql.identifier('drain_lease_until') },
  sync: { owner: sql.identifier('sync_owner'), until: sql.identifier('sync_lease_until') },
  history: { owner: sql.identifier('history_owner'), until: sql.identifier('history_lease_until') },
};

/** Takes or renews a lease of 15 s; false while another holds it. */
export async function takeLease(scope: Scope, id: string, lease: Lease, owner: string): Promise<boolean> {
  const { owner: ownerColumn, until } = LEASES[lease];
  const rows = await scope.db.execute(sql`
    update instances set ${ownerColumn} = ${owner}, ${until} = now() + interval '15 seconds'
    where organization_id = ${scope.organizationId} and id = ${id}
      and (${ownerColumn} is null or ${ownerColumn} = ${owner} or ${until} < now()) returning id`);
  return rows.length > 0;
}

/** Whether somebody holds a lease just now. */
export async function isLeased(scope: Scope, id: string, lease: Lease): Promise<boolean> {
  const rows = await scope.db.execute(sql`
    select 1 from instances where organization_id = ${scope.organizationId} and id = ${id}
      and ${LEASES[lease].until} >= now()`);
  return rows.length > 0;
}

export async function releaseLease(scope: Scope, id: string, lease: Lease, owner: string): Promise<void> {
  const { owner: ownerColumn, until } = LEASES[lease];
  await scope.db.execute(sql`
    update instances set ${ownerColumn} = null, ${until} = null
    where organization_id = ${scope.organizationId} and id = ${id} and ${ownerColumn} = ${owner}`);
}
