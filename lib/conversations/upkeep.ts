import { type SQL, sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';
import { booleanArray, countArray, idArray, jsonRows, textArray } from '@/lib/core/sql';
import { together } from '@/lib/core/together';

export type ConversationRef = {
  id: string;
  contactId: string | null;
  groupAddress: string | null;
  phoneReadAt: Date | null;
  lastMessageAt: Date | null;
  /** The customer has written. */
  isHeard: boolean;
};

export type NewConversation = {
  id: string;
  contactId: string | null;
  groupAddress: string | null;
  chatAddress: string;
  activityAt: Date;
};

type RefRow = Omit<ConversationRef, 'phoneReadAt' | 'lastMessageAt'> & {
  phoneReadAt: string | null;
  lastMessageAt: string | null;
};

/**
 * The conversations of one instance with these contacts and groups, locked in the order of their ids until the
 * transaction ends, so that two batches can't deadlock.
 */
export async function lockConversations(
  scope: Scope,
  instanceId: string,
  parties: { contactIds: string[]; groupAddresses: string[] },
): Promise<ConversationRef[]> {
  const rows = await scope.db.execute<RefRow>(sql`
    select c.id, c.contact_id as "contactId", c.group_address as "groupAddress", c.phone_read_at as "phoneReadAt",
      case when c.last_message_id is not null then c.activity_at end as "lastMessageAt", c.is_heard as "isHeard"
    from conversations c
    where c.organization_id = ${scope.organizationId} and c.instance_id = ${instanceId} and (
      c.contact_id = any(${idArray(parties.contactIds)})
      or c.group_address = any(${textArray(parties.groupAddresses)}))
    order by c.id for update`);
  return rows.map((row) => ({
    ...row,
    phoneReadAt: row.phoneReadAt === null ? null : new Date(row.phoneReadAt),
    lastMessageAt: row.lastMessageAt === null ? null : new Date(row.lastMessageAt),
  }));
}

/** Locks conversations in the order of their ids until the transaction ends; answers those that are resolved or snoozed. */
export async function lockInOrder(scope: Scope, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await scope.db.execute<{ id: string; isPutAway: boolean }>(sql`
    select c.id, c.status in ('resolved', 'snoozed') as "isPutAway" from conversations c
    where c.organization_id = ${scope.organizationId} and c.id = any(${idArray(ids)}) order by c.id for update`);
  return rows.filter(({ isPutAway }) => isPutAway).map(({ id }) => id);
}

export async function insertConversations(
  scope: Scope,
  instanceId: string,
  rows: NewConversation[],
): Promise<void> {
  await scope.db.execute(sql`
    insert into conversations (organization_id, id, instance_id, kind, contact_id, group_address, chat_address, activity_at)
    select ${scope.organizationId}, n.id, ${instanceId}, case when n."contactId" is null then 'group' else 'direct' end,
      n."contactId", n."groupAddress", n."chatAddress", n."activityAt"
    from json_to_recordset(${jsonRows(rows)})
      as n(id uuid, "contactId" uuid, "groupAddress" text, "chatAddress" text, "activityAt" timestamptz)
    where n."contactId" is null or exists (
      select 1 from contacts c where c.organization_id = ${scope.organizationId} and c.id = n."contactId")
    order by n."contactId", n."groupAddress"
    on conflict do nothing`);
}

/** The names of groups, each the latest that WhatsApp told; of one moment the greatest, so that order does not matter. */
export async function learnGroupNames(
  scope: Scope,
  names: { conversationId: string; name: string; at: Date }[],
): Promise<void> {
  if (names.length === 0) return;
  await scope.db.execute(sql`
    update conversations c set group_name = n.name, group_name_at = n.at, updated_at = now()
    from (select distinct on (r."conversationId") r."conversationId" as id, r.name, r.at
      from json_to_recordset(${jsonRows(names)}) as r("conversationId" uuid, name text, at timestamptz)
      order by r."conversationId", r.at desc, r.name desc) n
    where c.organization_id = ${scope.organizationId} and c.id = n.id
      and (c.group_name_at is null or (n.at, n.name) > (c.group_name_at, c.group_name))`);
}

/** It was taken back before it left: it is shown nowhere. */
const TAKEN_BACK = sql`(m.status = 'failed' and m.revoked_at is not null and m.error_code is null)`;

/**
 * Brings what is kept of these conversations up to date from their messages: newest message, place in the list, unread
 * count, and the address that WhatsApp used last, where answers go. Computed, not counted up (but for `moreUnread`): the
 * same end whatever came in which order, and however often. A system line (a call, somebody joins a group) is the last
 * message only where there is no other: nobody has to answer it, and a busy group would else push customers who wait down
 * the list.
 *
 * Whoever changes the row last has the latest `updated_at` (not `now()`, when the transaction began): browsers leave out
 * views that are older than what they show. For the same reason it moves with the ticks of the last message.
 */
export async function refreshConversations(
  scope: Scope,
  ids: string[],
  { locked = new Set(), ticked = [], moreUnread = new Map() }: Refreshed = {},
): Promise<void> {
  const moved = new Set(ids);
  const others = new Set(ticked.map((message) => message.conversationId).filter((id) => !moved.has(id)));
  const wanted = [...moved, ...others];
  if (wanted.length === 0) return;
  await afterLocking(
    scope,
    ids.filter((id) => !locked.has(id)),
    sql`
    update conversations c set
      last_message_id = case when w.has_moved then coalesce(last.id, line.id) else c.last_message_id end,
      activity_at = case when w.has_moved then coalesce(last.sent_at, line.sent_at, c.created_at) else c.activity_at end,
      unread_count = case when w.has_moved then coalesce(c.unread_count + w.more_unread, unread.count) else c.unread_count end,
      chat_address = coalesce(used.wa_chat, c.chat_address),
      updated_at = greatest(clock_timestamp(), c.updated_at)
    from unnest(${idArray(wanted)}, ${booleanArray(wanted.map((id) => moved.has(id)))},
      ${countArray(wanted.map((id) => moreUnread.get(id)))}) as w(id, has_moved, more_unread)
    left join lateral (
      select m.id, m.sent_at from messages m
      where w.has_moved and m.organization_id = ${scope.organizationId} and m.conversation_id = w.id and m.type <> 'system'
        and not ${TAKEN_BACK}
      order by m.sent_at desc, m.sent_rank desc, m.id desc limit 1) last on true
    left join lateral (
      select m.id, m.sent_at from messages m
      where w.has_moved and last.id is null and m.organization_id = ${scope.organizationId} and m.conversation_id = w.id
      order by m.sent_at desc, m.sent_rank desc, m.id desc limit 1) line on true
    left join lateral (
      select m.wa_chat from messages m
      where w.has_moved and m.organization_id = ${scope.organizationId} and m.conversation_id = w.id and m.wa_chat is not null
      order by m.sent_at desc, m.sent_rank desc, m.id desc limit 1) used on true
    cross join lateral (
      select count(*)::int as count from messages m
      where w.has_moved and w.more_unread is null and m.organization_id = ${scope.organizationId} and m.conversation_id = w.id
        and m.is_unread) unread
    where c.organization_id = ${scope.organizationId} and c.id = w.id
      and (w.has_moved or c.last_message_id = any(${idArray(ticked.map(({ id }) => id))}))`,
  );
}

type Refreshed = {
  /** Conversations that the transaction has locked already. */
  locked?: ReadonlySet<string>;
  /** Messages whose status alone has changed. */
  ticked?: { id: string; conversationId: string }[];
  /**
   * How many unread messages the transaction has stored in conversations of which it marked none as read, brought none and took
   * none: these are counted up. Counting anew takes longer the more is unread, and a group that nobody reads has thousands.
   */
  moreUnread?: ReadonlyMap<string, number>;
};

/**
 * Locks the conversations in the order of their ids, then runs `statement`; sent together. In one statement it would
 * count with what it saw before it had to wait for the row: a message accepted meanwhile, or a reading, would be undone.
 */
async function afterLocking(scope: Scope, ids: string[], statement: SQL): Promise<void> {
  await together([lockInOrder(scope, ids), scope.db.execute(statement)]);
}

/** A new message of the customer brings a conversation back that was put away. */
export async function reopenConversations(scope: Scope, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await scope.db.execute(sql`
    update conversations set status = 'open', snoozed_until = null, updated_at = now()
    where organization_id = ${scope.organizationId} and status in ('resolved', 'snoozed')
      and id = any(${idArray(ids)})`);
}

/** Customers have written in these conversations. */
export async function markHeard(scope: Scope, ids: string[]): Promise<void> {
  await scope.db.execute(sql`
    update conversations set is_heard = true where organization_id = ${scope.organizationId} and id = any(${idArray(ids)})`);
}

/** Whether customers have written in these conversations, after their messages were parted. */
export async function recountHeard(scope: Scope, ids: string[]): Promise<void> {
  await scope.db.execute(sql`
    update conversations c set is_heard = exists (select 1 from messages m where m.organization_id = c.organization_id
      and m.conversation_id = c.id and m.direction = 'inbound' and m.type <> 'system')
    where c.organization_id = ${scope.organizationId} and c.id = any(${idArray(ids)})`);
}

/**
 * Which of these conversations were begun on the phone: that is a first contact of the day on which it was written, and
 * none where the customer turns out to have written before. Follows from the first message alone, whatever came in which
 * order. Answers whether any changed.
 */
export async function recountFirstContacts(scope: Scope, ids: string[]): Promise<boolean> {
  if (ids.length === 0) return false;
  const changed = await scope.db.execute(sql`
    update conversations c set first_contact_at = case when first.direction = 'outbound' then first.sent_at end
    from unnest(${idArray(ids)}) as w(id)
    cross join lateral (
      select m.direction, m.sender_kind, m.sent_at from messages m
      where m.organization_id = ${scope.organizationId} and m.conversation_id = w.id and m.type <> 'system'
      order by m.sent_at, m.direction limit 1) first
    where c.organization_id = ${scope.organizationId} and c.id = w.id and c.kind = 'direct' and case
      when first.direction = 'inbound' then c.first_contact_at >= first.sent_at
      else first.sender_kind = 'phone' and coalesce(c.first_contact_at > first.sent_at, true) end
    returning c.id`);
  return changed.length > 0;
}

/** Marks everything unread here as read; says which messages that were. */
export async function clearUnread(scope: Scope, conversationId: string): Promise<string[]> {
  const rows = await scope.db.execute<{ id: string }>(sql`
    update messages set is_unread = false
    where organization_id = ${scope.organizationId} and conversation_id = ${conversationId} and is_unread returning id`);
  return rows.map(({ id }) => id).sort();
}

/** Read on the phone up to a time: nothing at or before it is unread, also what reaches us later. */
export async function markReadOnPhone(
  scope: Scope,
  reads: { conversationId: string; at: Date }[],
): Promise<void> {
  if (reads.length === 0) return;
  await afterLocking(
    scope,
    reads.map(({ conversationId }) => conversationId),
    sql`
    with read as (
      select r."conversationId" as id, r.at
      from json_to_recordset(${jsonRows(reads)}) as r("conversationId" uuid, at timestamptz)
    ), marked as (
      update conversations c set phone_read_at = greatest(c.phone_read_at, read.at) from read
      where c.organization_id = ${scope.organizationId} and c.id = read.id
    )
    update messages m set is_unread = false from read
    where m.organization_id = ${scope.organizationId} and m.conversation_id = read.id and m.is_unread and m.sent_at <= read.at`,
  );
}
