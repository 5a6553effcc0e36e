import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { webhookEvents } from '@/db/schema';
import type { Scope } from '@/lib/core/scope';
import { firstIdAt, idArray, jsonRows, READS, slicesOf, textArray } from '@/lib/core/sql';

export type JournalRow = {
  id: string;
  requestId: string | null;
  event: string;
  eventId: string | null;
  body: Buffer;
  state: 'applied' | 'unknown';
};

type Kept = { requestId: string | null; event: string | null; eventId: string | null };

/** By what the journal knows these deliveries already, under the instance's lock: their request ids, and their events with ids. */
export const findKept = (scope: Scope, instanceId: string, rows: JournalRow[]): Promise<Kept[]> =>
  scope.db.execute<Kept>(sql`${READS}
    select w.request_id as "requestId", null as event, null as "eventId" from webhook_events w
    where w.organization_id = ${scope.organizationId} and w.instance_id = ${instanceId}
      and w.request_id = any(${textArray(rows.flatMap(({ requestId }) => requestId ?? []))})
    union all
    select null, w.event, w.event_id from webhook_events w
    where w.organization_id = ${scope.organizationId} and w.instance_id = ${instanceId}
      and w.event_id = any(${textArray(rows.flatMap(({ eventId }) => eventId ?? []))})`);

/** The ids of the deliveries that are neither kept nor twins of one before them: those that {@link insertJournal} will answer. */
export function freshOf(rows: JournalRow[], kept: Kept[]): Set<string> {
  const known = new Set(kept.flatMap(namesOf));
  const fresh = rows.filter((row) => {
    const names = namesOf(row);
    if (names.some((name) => known.has(name))) return false;
    for (const name of names) known.add(name);
    return true;
  });
  return new Set(fresh.map(({ id }) => id));
}

const namesOf = ({ requestId, event, eventId }: Kept): string[] => [
  ...(requestId === null ? [] : [`request ${requestId}`]),
  ...(eventId === null ? [] : [`${event} ${eventId}`]),
];

/** Journals deliveries; answers the ids of those that are new. Twins, also within the batch, are left out. */
export async function insertJournal(
  scope: Scope,
  instanceId: string,
  rows: JournalRow[],
): Promise<Set<string>> {
  // Bodies go beside the JSON, as the bytes they are: they may hold what JSON, or a text, can't.
  const slices = slicesOf(rows.map(({ body }) => body));
  const facts = rows.map(({ body: _body, ...row }, index) => ({ ...row, ...slices[index] }));
  const bodies = Buffer.concat(rows.map(({ body }) => body));
  const inserted = await scope.db.execute<{ id: string }>(sql`
    insert into webhook_events (organization_id, instance_id, id, request_id, event, event_id, body, state, applied_at)
    select ${scope.organizationId}, ${instanceId}, n.id, n."requestId", n.event, n."eventId",
      substr(${bodies}::bytea, n."from", n.size), n.state, case when n.state = 'applied' then now() end
    from json_to_recordset(${jsonRows(facts)})
      as n(id uuid, "requestId" text, event text, "eventId" text, state text, "from" int, size int)
    on conflict do nothing
    returning id`);
  return new Set(inserted.map((row) => row.id));
}

/** Keeps in the journal why events could not be applied. `error` names the fault, never the content. */
export async function markFailed(scope: Scope, ids: string[], error: string): Promise<void> {
  await scope.db.execute(sql`
    update webhook_events set state = 'failed', error = ${error}, applied_at = null
    where organization_id = ${scope.organizationId} and id = any(${idArray(ids)})`);
}

export type KeptEvent = { id: string; instanceId: string; body: Buffer; receivedAt: Date };

/** The oldest event that somebody wants applied again and nobody else is at, locked. */
export async function lockNextReplay(scope: Scope): Promise<KeptEvent | undefined> {
  const [event] = await scope.db
    .select({
      id: webhookEvents.id,
      instanceId: webhookEvents.instanceId,
      body: webhookEvents.body,
      receivedAt: webhookEvents.receivedAt,
    })
    .from(webhookEvents)
    .where(
      sql`${webhookEvents.organizationId} = ${scope.organizationId} and ${webhookEvents.replayRequestedAt} is not null`,
    )
    .orderBy(webhookEvents.id)
    .limit(1)
    .for('update', { skipLocked: true });
  return event;
}

/** Keeps how a replay ended. */
export async function markReplayed(
  scope: Scope,
  id: string,
  state: 'applied' | 'failed' | 'unknown',
  error: string | null,
): Promise<void> {
  await scope.db.execute(sql`
    update webhook_events set state = ${state}, error = ${error}, attempts = attempts + 1, replay_requested_at = null,
      applied_at = case when ${state} = 'applied' then now() end
    where organization_id = ${scope.organizationId} and id = ${id}`);
}

type Refused = { organizationId: string; instanceId: string; count: number };

/** Adds to the day's counts of refused deliveries; of deleted numbers nothing is counted. */
export async function addRefused(refused: Refused[]): Promise<void> {
  await database().execute(sql`
    insert into refused_deliveries (organization_id, instance_id, day, count, last_at)
    select i.organization_id, i.id, (now() at time zone 'utc')::date, r.count, now()
    from json_to_recordset(${jsonRows(refused)}) as r("organizationId" uuid, "instanceId" uuid, count int)
    join instances i on i.organization_id = r."organizationId" and i.id = r."instanceId" and i.deleted_at is null
    order by i.organization_id, i.id
    on conflict (organization_id, instance_id, day)
    do update set count = least(refused_deliveries.count::bigint + excluded.count, 2147483647)::int, last_at = excluded.last_at`);
}

/** Removes counts of refused deliveries older than `days`. */
export async function deleteOldRefused(scope: Pick<Scope, 'db'>, days: number): Promise<void> {
  await scope.db.execute(
    sql`delete from refused_deliveries where last_at < now() - make_interval(days => ${days})`,
  );
}

const AT_ONCE = 5_000;

/**
 * Removes journal rows older than `days`, a part at a time; says how many went. Their ids lead to them, and their places
 * instead of a join, which would read the whole journal for each part. What somebody is at, as for a replay, goes another time.
 */
export async function deleteOldJournal(scope: Pick<Scope, 'db'>, days: number): Promise<number> {
  const end = sql`now() - make_interval(days => ${days})`;
  const rows = await scope.db.execute(sql`
    delete from webhook_events where ctid = any(array(
      select e.ctid from organizations o cross join lateral (
        select ctid from webhook_events
        where organization_id = o.id and id < ${firstIdAt(end)} and received_at < ${end}
        order by id limit ${AT_ONCE} for update skip locked) e limit ${AT_ONCE})) returning id`);
  return rows.length;
}
