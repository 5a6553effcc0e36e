import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { conversations } from '@/db/schema';
import { digitsOf, patterns } from '@/lib/contacts/patterns';
import type { Scope } from '@/lib/core/scope';
import { OWN_PLAN } from '@/lib/core/sql';

export type ConversationFilter = {
  status?: string;
  /** A user's id, or null for nobody's. */
  assigneeId?: string | null;
  instanceId?: string;
  kind?: 'direct' | 'group';
  labelId?: string;
  isUnread?: boolean;
  text?: string;
};

/** Where a conversation stands in the list. */
export type ListPlace = { id: string; activityAt: Date };

/** What no index of the list knows. */
type Sought = {
  /** So many of the conversations with the newest activity are looked at one by one before another index is asked. */
  newest: number;
  /** Whether the conversation `c` is one, in subqueries that give a value: no plan reads all names and phones first. */
  isOne: SQL;
  /** The same by an index. */
  isAmong: SQL;
};

const NEWEST = 1_000;
/** Each conversation has several phones. */
const NEWEST_PHONES = 300;
/** All that have a label are soon read, unless it is a frequent one. */
const NEWEST_LABELS = 200;
/** So many digits are rare: the index is asked at once. Fewer may be those of a region. */
const RARE_DIGITS = 8;

/** Newest activity first, from after a place. */
export async function selectPlaces(
  scope: Scope,
  filter: ConversationFilter,
  limit: number,
  after?: [activityAt: string, id: string],
): Promise<ListPlace[]> {
  const within = [
    eq(conversations.organizationId, scope.organizationId),
    ...conditions(filter),
    after && sql`(activity_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
  ];
  const label = filter.labelId ? [labelled(scope, filter.labelId)] : [];
  const [sought, ...rest] = filter.text ? [named(scope, filter.text), ...label] : label;
  const all = and(...within, ...rest.map(({ isAmong }) => isAmong));
  if (!sought) return inOrder(scope, sql`select id, activity_at from conversations where ${all}`, limit);
  const near = sought.newest > 0 ? await nearest(scope, all, sought, limit) : [];
  return near.length === limit ? near : farther(scope, all, sought, limit);
}

/** What is frequent is among the newest, without its thousands of others. */
const nearest = (scope: Scope, within: SQL | undefined, { newest, isOne }: Sought, limit: number) =>
  inOrder(
    scope,
    sql`select c.id, c.activity_at from (
      select * from conversations where ${within} order by activity_at desc, id desc limit ${newest}) c where ${isOne}`,
    limit,
  );

/** What is rare another index knows. */
const farther = (scope: Scope, within: SQL | undefined, { isAmong }: Sought, limit: number) =>
  inOrder(
    scope,
    sql`${OWN_PLAN} select id, activity_at from conversations where ${within} and ${isAmong}`,
    limit,
  );

async function inOrder({ db }: Scope, query: SQL, limit: number): Promise<ListPlace[]> {
  const rows = await db.execute<{ id: string; activity_at: string }>(
    sql`${query} order by activity_at desc, id desc limit ${limit}`,
  );
  return rows.map(({ id, activity_at }) => ({ id, activityAt: new Date(activity_at) }));
}

function conditions({ status, assigneeId, instanceId, kind, isUnread }: ConversationFilter) {
  return [
    status ? eq(conversations.status, status as 'open') : undefined,
    assigneeId === null ? isNull(conversations.assigneeId) : undefined,
    assigneeId ? eq(conversations.assigneeId, assigneeId) : undefined,
    instanceId ? eq(conversations.instanceId, instanceId) : undefined,
    kind ? eq(conversations.kind, kind) : undefined,
    isUnread === true ? sql`${conversations.unreadCount} > 0` : undefined,
    isUnread === false ? eq(conversations.unreadCount, 0) : undefined,
  ];
}

/** As `exists … is true` all that have the label are read once and each conversation compared, unless they are too many. */
function labelled({ organizationId }: Scope, labelId: string): Sought {
  const label = sql`select true from conversation_labels l
    where l.organization_id = ${organizationId} and l.label_id = ${labelId} and l.conversation_id`;
  return {
    newest: NEWEST_LABELS,
    isOne: sql`(${label} = c.id)`,
    isAmong: sql`exists (${label} = conversations.id) is true`,
  };
}

/**
 * Conversations with a person or group of that name (accents and case don't count), or with a phone that holds these
 * digits: every person has both Brazilian spellings among the addresses.
 */
function named({ organizationId }: Scope, text: string): Sought {
  const { name, phone } = patterns(text);
  const isRare = digitsOf(text).length >= RARE_DIGITS;
  const hasPhone = sql`or (select bool_or(a.address like '%@c.us' and a.address like ${phone}) from contact_addresses a
    where a.organization_id = c.organization_id and a.contact_id = c.contact_id)`;
  const byPhone = sql`union select a.contact_id from contact_addresses a
    where a.organization_id = ${organizationId} and a.address like '%@c.us' and a.address like ${phone}`;
  return {
    newest: isRare ? 0 : phone ? NEWEST_PHONES : NEWEST,
    isOne: sql`(recado_fold(c.group_name) like ${name}
      or (select recado_fold(coalesce(p.name, '') || ' ' || coalesce(p.push_name, '')) like ${name}
        from contacts p where p.organization_id = c.organization_id and p.id = c.contact_id)
      ${phone ? hasPhone : sql``})`,
    isAmong: sql`id in (
      select c.id from conversations c where c.organization_id = ${organizationId} and c.contact_id = any(array(
        select p.id from contacts p where p.organization_id = ${organizationId}
          and recado_fold(coalesce(p.name, '') || ' ' || coalesce(p.push_name, '')) like ${name}
          ${phone ? byPhone : sql``}))
      union all
      select c.id from conversations c where c.organization_id = ${organizationId} and c.group_name is not null
        and recado_fold(c.group_name) like ${name})`,
  };
}
