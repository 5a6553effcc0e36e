import { type SQL, sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';
import { firstIdAt } from '@/lib/core/sql';
import type { TrafficCounts, WaitingCounts } from './schema';

export type TrafficRow = TrafficCounts & {
  instanceId: string;
  isToday: boolean;
  hour: number;
  /** Of last week's day: was it before this time of the day? Always true today. */
  isSoFar: boolean;
};

/** Midnight of today and of the same weekday last week, in the organization's time zone. */
const days = (scope: Scope) => sql`
  day as materialized (
    select time_zone,
      date_trunc('day', now() at time zone time_zone) at time zone time_zone as today,
      (date_trunc('day', now() at time zone time_zone) - interval '7 days') at time zone time_zone as before,
      (date_trunc('day', now() at time zone time_zone) - interval '6 days') at time zone time_zone as before_end,
      ((now() at time zone time_zone) - interval '7 days') at time zone time_zone as before_now
    from organizations where id = ${scope.organizationId}
  )`;

/** Messages by when they were stored. Their ids, which are made shortly before, lead to them. */
const storedBetween = (scope: Scope, from: SQL, to: SQL) => sql`
  select instance_id, direction, type, status, sent_at, created_at from messages
  where organization_id = ${scope.organizationId} and created_at >= ${from} and created_at < ${to}
    and id >= ${firstIdAt(sql`${from} - interval '1 hour'`)} and id < ${firstIdAt(sql`${to} + interval '1 hour'`)}`;

/**
 * Messages of today and of last week's day by number and hour. What the history import brought (sent long before it
 * arrived) is not today's traffic, nor are system lines.
 */
export async function countTraffic(scope: Scope): Promise<TrafficRow[]> {
  return scope.db.execute<TrafficRow>(sql`
    with ${days(scope)}
    select m.instance_id as "instanceId",
      m.created_at >= day.today as "isToday",
      extract(hour from m.created_at at time zone day.time_zone)::int as hour,
      (m.created_at >= day.today or m.created_at < day.before_now) as "isSoFar",
      count(*) filter (where m.direction = 'inbound')::int as received,
      count(*) filter (where m.direction = 'outbound' and m.status <> 'failed')::int as sent,
      count(*) filter (where m.status = 'failed')::int as failed
    from day cross join lateral (
      ${storedBetween(scope, sql`day.before`, sql`day.before_end`)}
      union all ${storedBetween(scope, sql`day.today`, sql`day.today + interval '2 days'`)}) m
    where m.sent_at >= m.created_at - interval '1 day' and m.type <> 'system'
    group by 1, 2, 3, 4`);
}

/** Conversations that began today, and by this time of last week's day. A new one is among the active ones. */
export async function countNewConversations(scope: Scope): Promise<{ today: number; before: number }> {
  const [row] = await scope.db.execute<{ today: number; before: number }>(sql`
    with ${days(scope)}
    select count(*) filter (where c.created_at >= day.today)::int as today,
      count(*) filter (where c.created_at < day.before_now)::int as before
    from day join conversations c on c.organization_id = ${scope.organizationId}
      and c.activity_at >= day.before
      and c.created_at >= day.before
      and (c.created_at >= day.today or c.created_at < day.before_now)`);
  return row ?? { today: 0, before: 0 };
}

/** How many conversations are unread, open without an assignee, and open. */
export async function countWaiting(scope: Scope): Promise<WaitingCounts> {
  const [row] = await scope.db.execute<WaitingCounts>(sql`
    select
      (select count(*)::int from conversations
        where organization_id = ${scope.organizationId} and unread_count > 0) as unread,
      count(*) filter (where assignee_id is null)::int as unassigned,
      count(*)::int as open
    from conversations where organization_id = ${scope.organizationId} and status = 'open'`);
  return row ?? { unread: 0, unassigned: 0, open: 0 };
}

export type WaitingRow = {
  id: string;
  title: string | null;
  instanceName: string;
  assigneeName: string | null;
  since: string;
};

/** Unread conversations, the one that waits the longest first. */
export async function selectLongestUnread(scope: Scope, limit: number): Promise<WaitingRow[]> {
  return scope.db.execute<WaitingRow>(sql`
    select c.id, coalesce(p.name, p.push_name, p.phone_number, c.group_name) as title,
      i.name as "instanceName", u.name as "assigneeName", c.activity_at::text as since
    from conversations c
      join instances i on i.organization_id = c.organization_id and i.id = c.instance_id
      left join contacts p on p.organization_id = c.organization_id and p.id = c.contact_id
      left join users u on u.id = c.assignee_id
    where c.organization_id = ${scope.organizationId} and c.unread_count > 0
    order by c.activity_at, c.id
    limit ${limit}`);
}

/** Ids of unread conversations, at most `limit`. */
export async function selectUnreadIds(scope: Scope, limit: number): Promise<string[]> {
  const rows = await scope.db.execute<{ id: string }>(sql`
    select id from conversations
    where organization_id = ${scope.organizationId} and unread_count > 0
    order by activity_at desc, id desc limit ${limit}`);
  return rows.map(({ id }) => id);
}
