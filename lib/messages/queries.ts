import { and, eq, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { instances, messages } from '@/db/schema';
import type { Scope } from '@/lib/core/scope';
import { idArray } from '@/lib/core/sql';
import type { ChangeErrorCode, ChangeKind, ChangeState } from './schema';

const quoted = alias(messages, 'quoted');

export type ReactionRow = { emoji: string; senderName: string | null; fromMe: boolean };

/** Reactions that stand, in the order they came to be. */
const reactions = sql<ReactionRow[]>`coalesce((
  select json_agg(json_build_object('emoji', r.emoji, 'fromMe', r.author = 'me',
    'senderName', coalesce(p.name, p.push_name, p.phone_number)) order by r.reacted_at, r.author)
  from message_reactions r left join contacts p on p.organization_id = r.organization_id and p.id = r.contact_id
  where r.organization_id = ${messages.organizationId} and r.message_id = ${messages.id} and r.emoji <> ''), '[]')`;

/** How many chose each option of a poll. */
const votes = sql<Record<string, number>>`case when ${messages.type} = 'poll' then coalesce((
  select json_object_agg(chosen.option, chosen.count) from (
    select o.option, count(*)::int as count from message_votes v cross join unnest(v.options) as o(option)
    where v.organization_id = ${messages.organizationId} and v.message_id = ${messages.id} group by 1) chosen), '{}')
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

/** What the people of a system line are called, by address. */
const names = sql<Record<string, string>>`case when ${messages.type} = 'system' then coalesce((
  select json_object_agg(a.address, coalesce(p.name, p.push_name, p.phone_number))
  from jsonb_array_elements_text(${messages.system} -> 'people') as who(address)
  join contact_addresses a on a.organization_id = ${messages.organizationId} and a.address = who.address
  join contacts p on p.organization_id = a.organization_id and p.id = a.contact_id
  where coalesce(p.name, p.push_name, p.phone_number) is not null), '{}')
  else '{}' end`;

/** A message with the id of the one it answers, where that is here, and what was said about it. */
const select = (scope: Scope) =>
  scope.db
    .select({
      message: messages,
      quotedId: quoted.id,
      quotedText: sql<string | null>`case when ${quoted.revokedAt} is null then ${quoted.text} end`,
      isQuotedRevoked: sql<boolean>`${quoted.revokedAt} is not null`,
      quotedSender: quoted.senderName,
      reactions,
      changes,
      votes,
      names,
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

export const selectMessagesByIds = (scope: Scope, ids: string[]) =>
  select(scope).where(
    and(eq(messages.organizationId, scope.organizationId), sql`${messages.id} = any(${idArray(ids)})`),
  );

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

const thread = sql`(${messages.sentAt}, ${messages.sentRank}, ${messages.id})`;
const at = ([sentAt, sentRank, id]: Place) => sql`(${sentAt}::timestamptz, ${sentRank}::bigint, ${id}::uuid)`;

/** Messages of a conversation older than a place (or from the newest on), newest first. */
export const selectOlder = (scope: Scope, conversationId: string, limit: number, before?: Place) =>
  selectThread(scope, conversationId, before && sql`${thread} < ${at(before)}`, limit, 'desc');

/** Messages newer than a place, the nearest first. */
export const selectNewer = (scope: Scope, conversationId: string, limit: number, after: Place) =>
  selectThread(scope, conversationId, sql`${thread} > ${at(after)}`, limit, 'asc');

function selectThread(
  scope: Scope,
  conversationId: string,
  where: SQL | undefined,
  limit: number,
  order: 'asc' | 'desc',
) {
  const direction = sql.raw(order);
  return select(scope)
    .where(
      and(
        eq(messages.organizationId, scope.organizationId),
        eq(messages.conversationId, conversationId),
        where,
      ),
    )
    .orderBy(
      sql`${messages.sentAt} ${direction}, ${messages.sentRank} ${direction}, ${messages.id} ${direction}`,
    )
    .limit(limit);
}

/** The message that was already sent with this `clientId` in this conversation. */
export async function selectByClientId(
  scope: Scope,
  conversationId: string,
  clientId: string,
): Promise<MessageRow | undefined> {
  const [row] = await select(scope).where(
    and(
      eq(messages.organizationId, scope.organizationId),
      eq(messages.clientScopeId, conversationId),
      eq(messages.clientId, clientId),
    ),
  );
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
    .onConflictDoNothing({ target: [messages.organizationId, messages.clientScopeId, messages.clientId] })
    .returning({ id: messages.id });
  return inserted?.id;
}

/** Whether a conversation's number still exists. */
export async function selectInstanceState(scope: Scope, instanceId: string) {
  const [row] = await scope.db
    .select({ deletedAt: instances.deletedAt })
    .from(instances)
    .where(and(eq(instances.organizationId, scope.organizationId), eq(instances.id, instanceId)));
  return row;
}
