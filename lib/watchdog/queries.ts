import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { Scope } from '@/lib/core/scope';
import { firstIdAt, idArray, inOneOrder, textArray } from '@/lib/core/sql';

export type Watched = {
  organizationId: string;
  id: string;
  status: string;
  statusAt: string;
  healthState: 'ok' | 'quiet' | 'suspect' | 'down';
  lastEventAt: string | null;
  lastSignalAt: string | null;
  watchedAt: string | null;
  suspectAt: string | null;
  revivedAt: string | null;
  ignoreGroups: boolean;
  longestGap: number | null;
  isUnheard: boolean;
  /** Until when history is filled; null while a filling is wanted. */
  filledAt: string | null;
};

/** Numbers of the whole installation that should work and once did, with what is known of them. */
export async function selectWatched(now: Date): Promise<Watched[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  return database().execute<Watched>(sql`
    select i.organization_id as "organizationId", i.id, i.status, i.status_at as "statusAt", i.health_state as "healthState",
      i.last_event_at as "lastEventAt", i.last_signal_at as "lastSignalAt", i.watched_at as "watchedAt",
      i.suspect_at as "suspectAt", i.revived_at as "revivedAt",
      coalesce((i.settings ->> 'ignoreGroups')::boolean, false) as "ignoreGroups",
      r.longest_gaps[${hourOfWeek(at)} + 1] as "longestGap",
      exists (select 1 from messages m
        where m.organization_id = i.organization_id and m.id >= ${firstIdAt(sql`${at} - interval '10 minutes'`)}
          and m.instance_id = i.id and m.direction = 'outbound' and m.status = 'sent' and m.wa_id is not null
          and m.sending_at < ${at} - interval '45 seconds'
          and m.sending_at > greatest(i.last_signal_at, i.revived_at, i.status_at)) as "isUnheard",
      case when h.wanted_at is null then h.filled_at end as "filledAt"
    from instances i
    left join instance_rhythms r on r.organization_id = i.organization_id and r.instance_id = i.id
    left join instance_history h on h.organization_id = i.organization_id and h.instance_id = i.id
    where i.deleted_at is null and i.is_wanted and i.connected_at is not null and i.wish is null
      and coalesce(i.last_error, '') not in ('server_away', 'key_refused')
      and (i.status in ('WORKING', 'STARTING') or i.suspect_at is not null)`);
}

/** Monday 0 h UTC is 0. */
const hourOfWeek = (at: ReturnType<typeof sql>) =>
  sql`((extract(isodow from ${at} at time zone 'UTC')::int - 1) * 24 + extract(hour from ${at} at time zone 'UTC')::int)`;

export async function markWatched(ids: string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await database().execute(sql`
    with watched as (select i.id from instances i where i.id = any(${idArray(ids)}) ${inOneOrder('i')})
    update instances i set watched_at = ${now.toISOString()}::timestamptz from watched where i.id = watched.id`);
}

/** Which of these bare ids are no message of this number. */
export async function selectMissing(scope: Scope, instanceId: string, waIds: string[]): Promise<string[]> {
  if (waIds.length === 0) return [];
  const rows = await scope.db.execute<{ waId: string }>(sql`
    select w.id as "waId" from unnest(${textArray(waIds)}) as w(id)
    where not exists (select 1 from messages m where m.organization_id = ${scope.organizationId}
      and m.instance_id = ${instanceId} and m.wa_id = w.id)`);
  return rows.map(({ waId }) => waId);
}

/** Organizations with numbers whose rhythm was not computed since `before`. */
export async function selectStaleRhythms(before: Date): Promise<string[]> {
  const rows = await database().execute<{ id: string }>(sql`
    select distinct i.organization_id as id from instances i
    left join instance_rhythms r on r.organization_id = i.organization_id and r.instance_id = i.id
    where i.deleted_at is null and i.connected_at is not null
      and (r.computed_at is null or r.computed_at < ${before.toISOString()}::timestamptz)`);
  return rows.map(({ id }) => id);
}

/**
 * Computes the rhythm of all numbers of an organization from four weeks of customers' messages: for each hour of the
 * week the longest silence that touched it. Unknown where fewer than three of the weeks had a message in that hour.
 */
export async function computeRhythms(scope: Scope, now: Date): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  await scope.db.execute(sql`
    with m as (
      select instance_id, sent_at, lag(sent_at) over (partition by instance_id order by sent_at) as before
      from messages
      where organization_id = ${scope.organizationId} and direction = 'inbound' and type <> 'system'
        and id >= ${firstIdAt(sql`${at} - interval '28 days'`)} and sent_at > ${at} - interval '28 days' and sent_at <= ${at}
    ), busy as (
      select instance_id, ${hourOfWeek(sql`sent_at`)} as hour,
        count(distinct floor(extract(epoch from ${at} - sent_at) / 604800)) as weeks
      from m group by 1, 2
    ), silent as (
      select m.instance_id, ${hourOfWeek(sql`h`)} as hour, max(extract(epoch from m.sent_at - m.before))::int as gap
      from m cross join lateral generate_series(date_trunc('hour', m.before), m.sent_at, interval '1 hour') h
      where m.before is not null and m.sent_at - m.before < interval '7 days' group by 1, 2
    )
    insert into instance_rhythms (organization_id, instance_id, longest_gaps, computed_at)
    select ${scope.organizationId}, i.id, array(
        select case when b.weeks >= 3 then s.gap end from generate_series(0, 167) as w(hour)
        left join busy b on b.instance_id = i.id and b.hour = w.hour
        left join silent s on s.instance_id = i.id and s.hour = w.hour order by w.hour), ${at}
    from instances i where i.organization_id = ${scope.organizationId} and i.deleted_at is null
    on conflict (organization_id, instance_id) do update
      set longest_gaps = excluded.longest_gaps, computed_at = excluded.computed_at`);
}

export type HealthLine = { instanceId: string; state: string; since: string };

/** How the organization's numbers were since `from`: what held then, and each change. */
export async function selectHealth(scope: Scope, from: Date): Promise<HealthLine[]> {
  return scope.db.execute<HealthLine>(sql`
    select i.id as "instanceId", l.state, l.since from instances i
    cross join lateral (
      (select state, since, id from instance_health_log l where l.organization_id = i.organization_id
        and l.instance_id = i.id and l.since <= ${from.toISOString()}::timestamptz order by l.since desc, l.id desc limit 1)
      union all
      (select state, since, id from instance_health_log l where l.organization_id = i.organization_id
        and l.instance_id = i.id and l.since > ${from.toISOString()}::timestamptz)) l
    where i.organization_id = ${scope.organizationId} and i.deleted_at is null
    order by i.id, l.since, l.id`);
}
