import { and, desc, eq, getTableColumns, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { instances, messages } from '@/db/schema';
import { called } from '@/lib/contacts/called';
import { compiled } from '@/lib/core/compiled';
import type { Scope } from '@/lib/core/scope';
import { idList } from '@/lib/core/sql';
import type { ChangeErrorCode, ChangeKind, ChangeState } from './schema';

const quoted = alias(messages, 'quoted');

export type ReactionRow = { emoji: string; senderName: string | null; fromMe: boolean };

/** Whoever is behind a mark: one person, whatever addresses they used. */
const markPerson = sql`left join contact_addresses a on a.organization_id = r.organization_id and a.address = r.author
  left join contacts p on p.organization_id = a.organization_id and p.id = a.contact_id`;

/** Reactions that stand, the latest of each person, in the order they came to be. In a direct chat `them` is its contact. */
const reactions = sql<ReactionRow[]>`coalesce((
  select json_agg(json_build_object('emoji', one.emoji, 'fromMe', one.author = 'me', 'senderName', one.name)
    order by one.reacted_at, one.author)
  from (select distinct on (coalesce(p.id::text, r.author)) r.emoji, r.author, r.reacted_at,
      coalesce(p.name, p.push_name, p.phone_number, partner.name,
        case when r.author like '%@c.us' then '+' || split_part(r.author, '@', 1) end) as name
    from message_reactions r ${markPerson}
    left join lateral (
      select coalesce(q.name, q.push_name, q.phone_number) as name from conversations v
      join contacts q on q.organization_id = v.organization_id and q.id = v.contact_id
      where r.author = 'them' and v.organization_id = r.organization_id and v.id = ${messages.conversationId}) partner on true
    where r.organization_id = ${messages.organizationId} and r.message_id = ${messages.id}
    order by coalesce(p.id::text, r.author), r.reacted_at desc, r.emoji = '' desc, r.emoji desc) one
  where one.emoji <> ''), '[]')`;

/** How many people chose each option of a poll last. */
const votes = sql<Record<string, number>>`case when ${messages.type} = 'poll' then coalesce((
  select json_object_agg(chosen.option, chosen.count) from (
    select o.option, count(*)::int as count from (
      select distinct on (coalesce(p.id::text, r.author)) r.options from message_votes r ${markPerson}
      where r.organization_id = ${messages.organizationId} and r.message_id = ${messages.id}
      order by coalesce(p.id::text, r.author), r.voted_at desc, r.options desc) v
    cross join unnest(v.options) as o(option) group by 1) chosen), '{}')
  else '{}' end`;

export type ChangeRow = {
  kind: ChangeKind;
  text: string | null;
  state: ChangeState;
  errorCode: ChangeErrorCode | null;
  at: string;
};

/** What we want changed, in the order in which it was asked for. */
const changes = sql<ChangeRow[]>`coalesce((
  select json_agg(json_build_object('kind', c.kind, 'text', c.text, 'state', c.state, 'errorCode', c.error_code,
    'at', c.created_at) order by c.id)
  from message_changes c where c.organization_id = ${messages.organizationId} and c.message_id = ${messages.id}), '[]')`;

/** Who wrote a received message: the contact that its address belongs to now. The business's own name for them wins. */
const writerOf = (table: typeof messages | typeof quoted) => sql<{
  id: string;
  name: string | null;
} | null>`case when ${table.senderKind} = 'contact' then (
  select json_build_object('id', p.id, 'name', p.name) from contact_addresses a
  join contacts p on p.organization_id = a.organization_id and p.id = a.contact_id
  where a.organization_id = ${table.organizationId}
    and a.address = coalesce(${table.waAuthor}, ${table.waChat})) end`;

/** What the people of a system line, and those whom a text names, are called, by address. */
const names = sql<
  Record<string, string>
>`case when ${messages.type} = 'system' or ${messages.mentions} is not null then coalesce((
  select json_object_agg(called.address, called.name)
  from ${called({
    who: sql`select jsonb_array_elements_text(${messages.system} -> 'people')
      union all select unnest(${messages.mentions})`,
    organizationId: messages.organizationId,
    instanceId: messages.instanceId,
  })}), '{}')
  else '{}' end`;

/** What no view shows and some messages have much of. */
const { raw, originalText, attempts, absences, sendingAt, typingAt, attention, updatedAt, ...shown } =
  getTableColumns(messages);

/** A message with the id of the one it answers, where that is here, and what was said about it. */
const select = (db: Scope['db']) =>
  db
    .select({
      message: shown,
      quotedId: quoted.id,
      quotedText: sql<string | null>`case when ${quoted.revokedAt} is null then ${quoted.text} end`,
      isQuotedRevoked: sql<boolean>`${quoted.revokedAt} is not null`,
      quotedSender: quoted.senderName,
      quotedWriter: writerOf(quoted),
      isQuotedOurs: sql<boolean>`coalesce(${quoted.direction} = 'outbound', false)`,
      reactions,
      changes,
      votes,
      names,
      writer: writerOf(messages),
    })
    .from(messages)
    .leftJoin(
      quoted,
      and(
        eq(quoted.organizationId, messages.organizationId),
        eq(quoted.instanceId, messages.instanceId),
        eq(quoted.waId, messages.replyToWaId),
        eq(quoted.conversationId, messages.conversationId),
      ),
    );

export type MessageRow = Awaited<ReturnType<typeof selectMessagesByIds>>[number];

const isOurs = eq(messages.organizationId, sql.placeholder('organizationId'));
const inThread = sql`${messages.sentAt} desc, ${messages.sentRank} desc, ${messages.id} desc`;

/** How many are asked for is hidden from the plan, so that one serves all. */
const byIds = compiled((db) =>
  select(db).where(
    and(isOurs, sql`${messages.id} = any(array(select unnest(${sql.placeholder('ids')}::uuid[])))`),
  ),
);

export const selectMessagesByIds = (scope: Scope, ids: string[]) =>
  byIds(scope).execute({ organizationId: scope.organizationId, ids: idList(ids) });

export async function selectMessage(scope: Scope, id: string): Promise<MessageRow | undefined> {
  const [row] = await selectMessagesByIds(scope, [id]);
  return row;
}

/** A place in a thread: WhatsApp's time (ISO), the finer time, the id. */
export type Place = [sentAt: string, sentRank: number, id: string];

export const placeOf = ({ message }: MessageRow): Place => [
  message.sentAt.toISOString(),
  message.sentRank,
  message.id,
];

/** Where a message of this conversation stands. */
export async function selectPlace(
  scope: Scope,
  conversationId: string,
  id: string,
): Promise<Place | undefined> {
  const [row] = await scope.db
    .select({ sentAt: messages.sentAt, sentRank: messages.sentRank })
    .from(messages)
    .where(
      and(
        eq(messages.organizationId, scope.organizationId),
        eq(messages.id, id),
        eq(messages.conversationId, conversationId),
      ),
    );
  return row && [row.sentAt.toISOString(), row.sentRank, id];
}

/** The ids of a part of a thread, along its index. */
const part = (order: 'asc' | 'desc', limit: string, side?: SQL) => {
  const direction = sql.raw(order);
  return sql`array(select id from messages
    where organization_id = ${sql.placeholder('organizationId')} and conversation_id = ${sql.placeholder('conversationId')}
      ${
        side
          ? sql`and (sent_at, sent_rank, id) ${side} (${sql.placeholder('sentAt')}::timestamptz,
        ${sql.placeholder('sentRank')}::bigint, ${sql.placeholder('id')}::uuid)`
          : sql``
      }
    order by sent_at ${direction}, sent_rank ${direction}, id ${direction} limit ${sql.placeholder(limit)})`;
};

/**
 * The ids are found first, and only then joined: with the joins in one, a plan made for small conversations reads all of
 * a large one.
 */
const threadOf = (ids: SQL) =>
  compiled((db) =>
    select(db)
      .where(and(isOurs, sql`${messages.id} = any(${ids})`))
      .orderBy(inThread),
  );

const newest = threadOf(part('desc', 'limit'));
const older = threadOf(part('desc', 'limit', sql`<`));
const newer = threadOf(part('asc', 'limit', sql`>`));
const around = threadOf(sql`${part('asc', 'after', sql`>`)} || ${part('desc', 'limit', sql`<=`)}`);

const within = ({ organizationId }: Scope, conversationId: string) => ({ organizationId, conversationId });
const at = ([sentAt, sentRank, id]: Place) => ({ sentAt, sentRank, id });

/** Messages of a conversation older than a place (or from the newest on), newest first. */
export const selectOlder = (scope: Scope, conversationId: string, limit: number, before?: Place) =>
  before
    ? older(scope).execute({ ...within(scope, conversationId), limit, ...at(before) })
    : newest(scope).execute({ ...within(scope, conversationId), limit });

/** The messages that follow a place, newest first. */
export const selectNewer = (scope: Scope, conversationId: string, limit: number, place: Place) =>
  newer(scope).execute({ ...within(scope, conversationId), limit, ...at(place) });

/** The message at a place with so many that follow it, and so many (itself included) up to it; newest first. */
export const selectAround = (
  scope: Scope,
  conversationId: string,
  { after, limit }: { after: number; limit: number },
  place: Place,
) => around(scope).execute({ ...within(scope, conversationId), after, limit, ...at(place) });

/** The first of those of a conversation that nobody has read. */
export async function selectOldestUnread(scope: Scope, conversationId: string): Promise<string | undefined> {
  const [row] = await scope.db
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.organizationId, scope.organizationId),
        eq(messages.conversationId, conversationId),
        messages.isUnread,
      ),
    )
    .orderBy(messages.sentAt, messages.sentRank, messages.id)
    .limit(1);
  return row?.id;
}

/**
 * The message that was already sent with this `clientId`: in the conversation that is named, or in what is one with it
 * now. A join keeps both of two equal ones; the one of the conversation that is named counts.
 */
export async function selectByClientId(
  scope: Scope,
  { givenId, conversationId }: { givenId: string; conversationId: string },
  clientId: string,
): Promise<MessageRow | undefined> {
  const everJoined = sql`array(
    with recursive joined as (
      select ${conversationId}::uuid as id union select ${givenId}::uuid
      union
      select next.id from joined cross join lateral (
        select m.absorbed_id as id from conversation_merges m
        where m.organization_id = ${scope.organizationId} and m.survivor_id = joined.id
        union select m.survivor_id from conversation_merges m
        where m.organization_id = ${scope.organizationId} and m.absorbed_id = joined.id) next
    ) select id from joined)`;
  const [row] = await select(scope.db)
    .where(
      and(
        eq(messages.organizationId, scope.organizationId),
        eq(messages.clientId, clientId),
        sql`${messages.clientScopeId} = any(${everJoined})`,
        or(eq(messages.clientScopeId, givenId), eq(messages.conversationId, conversationId)),
      ),
    )
    .orderBy(desc(eq(messages.clientScopeId, givenId)))
    .limit(1);
  return row;
}

/** Stores a message to be sent; undefined when its `clientId` is taken in the conversation. */
export async function insertOutgoing(
  scope: Scope,
  row: typeof messages.$inferInsert,
): Promise<string | undefined> {
  const [inserted] = await scope.db
    .insert(messages)
    .values(row)
    .onConflictDoNothing({
      target: [messages.organizationId, messages.clientScopeId, messages.clientId],
      where: sql`${messages.clientId} is not null`,
    })
    .returning({ id: messages.id });
  return inserted?.id;
}

/** Whether a conversation's number still exists, and what limits its sending. */
export async function selectInstanceState(scope: Scope, instanceId: string) {
  const [row] = await scope.db
    .select({
      deletedAt: instances.deletedAt,
      settings: instances.settings,
      linkedAt: instances.linkedAt,
      restriction: instances.restriction,
      pacedUntil: instances.pacedUntil,
    })
    .from(instances)
    .where(and(eq(instances.organizationId, scope.organizationId), eq(instances.id, instanceId)));
  return row;
}
