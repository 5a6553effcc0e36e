import { and, desc, eq, exists, isNull, type SQL, sql } from 'drizzle-orm';
import { conversationLabels, conversations } from '@/db/schema';
import { digitsOf, patterns } from '@/lib/contacts/patterns';
import type { Scope } from '@/lib/core/scope';
import { OWN_PLAN } from '@/lib/core/sql';
import { type ConversationRow, selectConversationsByIds, selectViews } from './queries';

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

export type ListPlace = [activityAt: string, id: string];

/** So many of the conversations with the newest activity are looked at one by one before the indexes of names are asked. */
const NEWEST = 1_000;
/** The same where digits are looked for: each has several phones. */
const NEWEST_PHONES = 300;
/** So many digits are rare: the index is asked at once. Fewer may be those of a region. */
const RARE_DIGITS = 8;

/** Newest activity first, from after a place. */
export async function selectConversations(
  scope: Scope,
  { text, ...filter }: ConversationFilter,
  limit: number,
  after?: ListPlace,
): Promise<ConversationRow[]> {
  const within = and(
    eq(conversations.organizationId, scope.organizationId),
    ...conditions(scope, filter),
    after &&
      sql`(${conversations.activityAt}, ${conversations.id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
  );
  if (!text) return selectPage(scope, within, limit);
  const isRare = digitsOf(text).length >= RARE_DIGITS;
  const near = isRare ? [] : await nearest(scope, within, text, limit);
  const ids = near.length === limit ? near : await farther(scope, within, text, limit);
  const rows = new Map((await selectConversationsByIds(scope, ids)).map((row) => [row.conversation.id, row]));
  return ids.flatMap((id) => rows.get(id) ?? []);
}

/**
 * The page is found along an index, and only then the rows are read and joined: a label, or a kind, may want thousands of
 * conversations looked at.
 */
function selectPage(scope: Scope, within: SQL | undefined, limit: number): Promise<ConversationRow[]> {
  const order = [desc(conversations.activityAt), desc(conversations.id)];
  const page = scope.db
    .select({ id: conversations.id })
    .from(conversations)
    .where(within)
    .orderBy(...order)
    .limit(limit);
  return selectViews(scope)
    .where(
      and(
        eq(conversations.organizationId, scope.organizationId),
        sql`${conversations.id} = any(array(${page}))`,
      ),
    )
    .orderBy(...order);
}

/**
 * A frequent name is among the newest, without its thousands of other bearers. Asked row by row (subqueries that give a
 * value), so that no plan reads the names and phones of all first.
 */
async function nearest(
  scope: Scope,
  within: SQL | undefined,
  text: string,
  limit: number,
): Promise<string[]> {
  const { name, phone } = patterns(text);
  const rows = await scope.db.execute<{ id: string }>(sql`
    select c.id from (select * from conversations where ${within} order by activity_at desc, id desc limit ${phone ? NEWEST_PHONES : NEWEST}) c
    where recado_fold(c.group_name) like ${name}
      or (select recado_fold(coalesce(p.name, '') || ' ' || coalesce(p.push_name, '')) like ${name}
        from contacts p where p.organization_id = c.organization_id and p.id = c.contact_id)
      ${
        phone
          ? sql`or (select bool_or(a.address like '%@c.us' and a.address like ${phone}) from contact_addresses a
            where a.organization_id = c.organization_id and a.contact_id = c.contact_id)`
          : sql``
      }
    order by c.activity_at desc, c.id desc limit ${limit}`);
  return rows.map(({ id }) => id);
}

/** A rare one the indexes know. */
async function farther(
  scope: Scope,
  within: SQL | undefined,
  text: string,
  limit: number,
): Promise<string[]> {
  const rows = await scope.db.execute<{ id: string }>(sql`${OWN_PLAN}
    select id from conversations where ${within} and ${matches(scope, text)}
    order by activity_at desc, id desc limit ${limit}`);
  return rows.map(({ id }) => id);
}

function conditions(scope: Scope, filter: Omit<ConversationFilter, 'text'>): (SQL | undefined)[] {
  const { status, assigneeId, instanceId, kind, labelId, isUnread } = filter;
  return [
    status ? eq(conversations.status, status as 'open') : undefined,
    assigneeId === null ? isNull(conversations.assigneeId) : undefined,
    assigneeId ? eq(conversations.assigneeId, assigneeId) : undefined,
    instanceId ? eq(conversations.instanceId, instanceId) : undefined,
    kind ? eq(conversations.kind, kind) : undefined,
    isUnread === true ? sql`${conversations.unreadCount} > 0` : undefined,
    isUnread === false ? eq(conversations.unreadCount, 0) : undefined,
    labelId
      ? exists(
          scope.db
            .select({ one: sql`1` })
            .from(conversationLabels)
            .where(
              and(
                eq(conversationLabels.organizationId, conversations.organizationId),
                eq(conversationLabels.conversationId, conversations.id),
                eq(conversationLabels.labelId, labelId),
              ),
            ),
        )
      : undefined,
  ];
}

/**
 * Conversations with a person or group of that name (accents and case don't count), or with a phone that holds these
 * digits: every person has both Brazilian spellings among the addresses.
 */
function matches(scope: Scope, text: string): SQL {
  const { organizationId } = scope;
  const { name, phone } = patterns(text);
  const phones = phone
    ? sql`union select a.contact_id from contact_addresses a
        where a.organization_id = ${organizationId} and a.address like '%@c.us' and a.address like ${phone}`
    : sql``;
  return sql`${conversations.id} in (
    select c.id from conversations c where c.organization_id = ${organizationId} and c.contact_id = any(array(
      select p.id from contacts p where p.organization_id = ${organizationId}
        and recado_fold(coalesce(p.name, '') || ' ' || coalesce(p.push_name, '')) like ${name} ${phones}))
    union all
    select c.id from conversations c where c.organization_id = ${organizationId} and c.group_name is not null
      and recado_fold(c.group_name) like ${name})`;
}
