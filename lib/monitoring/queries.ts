import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import { instances, webhookEvents } from '@/db/schema';
import type { Scope } from '@/lib/core/scope';
import { idArray } from '@/lib/core/sql';
import type { KeptEventFilter } from './schema';

const select = (scope: Scope) =>
  scope.db
    .select({
      id: webhookEvents.id,
      instanceId: webhookEvents.instanceId,
      instanceName: instances.name,
      event: webhookEvents.event,
      state: webhookEvents.state,
      error: webhookEvents.error,
      attempts: webhookEvents.attempts,
      replayRequestedAt: webhookEvents.replayRequestedAt,
      size: sql<number>`octet_length(${webhookEvents.body})`,
      receivedAt: webhookEvents.receivedAt,
    })
    .from(webhookEvents)
    .innerJoin(
      instances,
      and(
        eq(instances.organizationId, webhookEvents.organizationId),
        eq(instances.id, webhookEvents.instanceId),
      ),
    );

export type KeptEventRow = Awaited<ReturnType<typeof selectKeptEvents>>[number];

const conditions = ({ instanceId, state }: KeptEventFilter): (SQL | undefined)[] => [
  // As the index says it, so that it is used.
  sql`${webhookEvents.state} <> 'applied'`,
  state && eq(webhookEvents.state, state),
  instanceId ? eq(webhookEvents.instanceId, instanceId) : undefined,
];

/** What was not applied, newest first, from after a place. */
export const selectKeptEvents = (
  scope: Scope,
  filter: KeptEventFilter,
  limit: number,
  after?: [receivedAt: string, id: string],
) =>
  select(scope)
    .where(
      and(
        eq(webhookEvents.organizationId, scope.organizationId),
        ...conditions(filter),
        after &&
          sql`(${webhookEvents.receivedAt}, ${webhookEvents.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
      ),
    )
    .orderBy(desc(webhookEvents.receivedAt), desc(webhookEvents.id))
    .limit(limit);

const isEvent = (scope: Scope, id: string) =>
  and(eq(webhookEvents.organizationId, scope.organizationId), eq(webhookEvents.id, id));

export async function selectEvent(scope: Scope, id: string): Promise<KeptEventRow | undefined> {
  const [row] = await select(scope).where(isEvent(scope, id));
  return row;
}

export async function selectBody(scope: Scope, id: string): Promise<Buffer | undefined> {
  const [row] = await scope.db
    .select({ body: webhookEvents.body })
    .from(webhookEvents)
    .where(isEvent(scope, id));
  return row?.body;
}

/**
 * Marks what was not applied for a replay; answers how many were not marked yet. Rows are locked in the order of their
 * ids: two who ask at once never wait for each other.
 */
export async function requestReplay(
  scope: Scope,
  filter: KeptEventFilter & { ids?: string[] },
): Promise<number> {
  const chosen = scope.db
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(
      and(
        eq(webhookEvents.organizationId, scope.organizationId),
        ...conditions(filter),
        sql`${webhookEvents.replayRequestedAt} is null`,
        filter.ids && sql`${webhookEvents.id} = any(${idArray(filter.ids)})`,
      ),
    )
    .orderBy(webhookEvents.id)
    .for('update');
  const [row] = await scope.db.execute<{ count: number }>(sql`
    with chosen as (${chosen}), marked as (
      update webhook_events e set replay_requested_at = now() from chosen
      where e.organization_id = ${scope.organizationId} and e.id = chosen.id returning 1
    ) select count(*)::int as count from marked`);
  return row?.count ?? 0;
}

/**
 * Organizations of the installation with events that wait for a replay and no job that will come to them: the one that held
 * such an event failed after somebody had asked again, and whoever asks takes a running job's further attempts.
 */
export const selectForgottenReplays = ({ db }: Pick<Scope, 'db'>) =>
  db.execute<{ organizationId: string }>(sql`
    select o.id as "organizationId" from organizations o cross join lateral (
      select 1 from webhook_events where organization_id = o.id and replay_requested_at is not null limit 1) marked
    where not exists (select 1 from graphile_worker._private_jobs j
      where j.key = 'replay:' || o.id and (j.locked_at is not null or j.attempts < j.max_attempts))`);

/** How many events stand in which state. */
export async function countKeptEvents(scope: Scope) {
  const [row] = await scope.db.execute<{ failed: number; unknown: number; waiting: number }>(sql`
    select count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where state = 'unknown')::int as unknown,
      count(*) filter (where replay_requested_at is not null)::int as waiting
    from webhook_events where organization_id = ${scope.organizationId} and state <> 'applied'`);
  return row ?? { failed: 0, unknown: 0, waiting: 0 };
}
