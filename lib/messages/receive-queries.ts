import { type SQL, sql } from 'drizzle-orm';
import type { MessageContact, MessageLocation, MessagePoll, MessageReply, MessageSystem } from '@/db/schema';
import type { Scope } from '@/lib/core/scope';
import { idArray, jsonRows, textArray } from '@/lib/core/sql';
import type { IncomingMedia } from '@/lib/waha/happenings';
import type { MessageStatus } from './schema';

export type Direction = 'inbound' | 'outbound';

/** A message from WhatsApp, ready to be stored. */
export type IncomingRow = {
  id: string;
  conversationId: string;
  direction: Direction;
  type: string;
  text: string | null;
  mentions: string[] | null;
  status: MessageStatus;
  senderKind: 'contact' | 'phone' | 'api' | 'system';
  senderName: string | null;
  waId: string;
  waChat: string;
  waAuthor: string | null;
  sentAt: Date;
  sentRank: number;
  isUnread: boolean;
  isLate: boolean;
  isForwarded: boolean;
  media: IncomingMedia | null;
  location: MessageLocation | null;
  contacts: MessageContact[] | null;
  poll: MessagePoll | null;
  system: MessageSystem | null;
  replyToWaId: string | null;
  reply: MessageReply | null;
  raw: unknown;
};

export type StoredKey = { id: string; conversationId: string; waId: string; direction: Direction };

/** How far a call got, as its line tells; null for any other line. */
const callStage = (system: SQL) =>
  sql`array_position(array['call_received', 'call_rejected', 'call_accepted'], ${system} ->> 'kind')`;

/**
 * Stores what is not there yet. Of what is there only two things change: a placeholder (“waiting for this message”,
 * view-once) gives way to what the message says, and a call's line tells the furthest it got. Answers what it stored,
 * what it changed, and what is here under another address (`heldAs`).
 */
export async function insertIncoming(
  scope: Scope,
  instanceId: string,
  rows: IncomingRow[],
): Promise<IncomingResult[]> {
  if (rows.length === 0) return [];
  const isFurther = sql`${callStage(sql`excluded.system`)} > ${callStage(sql`m.system`)}`;
  return scope.db.execute<IncomingResult>(sql`
    with n as (
      select * from json_to_recordset(${jsonRows(rows)}) as n(id uuid, "conversationId" uuid, direction text, type text,
        text text, status text, "senderKind" text, "senderName" text, "waId" text, "waChat" text, "waAuthor" text,
        "sentAt" timestamptz, "sentRank" bigint, "isUnread" boolean, "isLate" boolean, "isForwarded" boolean, media jsonb,
        location jsonb, contacts jsonb, poll jsonb, system jsonb, "replyToWaId" text, reply jsonb, raw jsonb,
        mentions text[])
    ), stored as (insert into messages as m (organization_id, instance_id, id, conversation_id, direction, type, text, status, sender_kind,
      sender_name, wa_id, wa_chat, wa_author, sent_at, sent_rank, is_unread, is_late, is_forwarded, media,
      location, contacts, poll, system, reply_to_wa_id, reply, raw, mentions)
    select ${scope.organizationId}, ${instanceId}, n.id, n."conversationId", n.direction, n.type, n.text, n.status,
      n."senderKind", n."senderName", n."waId", n."waChat", n."waAuthor", n."sentAt", n."sentRank",
      n."isUnread", n."isLate", n."isForwarded", n.media, n.location,
      n.contacts, n.poll, n.system, n."replyToWaId", n.reply, n.raw, n.mentions
    from n
    order by n.id
    on conflict (organization_id, instance_id, wa_id, direction) do update set updated_at = now(), type = excluded.type,
      text = excluded.text, media = excluded.media, location = excluded.location, contacts = excluded.contacts,
      poll = excluded.poll, reply_to_wa_id = excluded.reply_to_wa_id, reply = excluded.reply, raw = excluded.raw,
      mentions = excluded.mentions,
      is_forwarded = excluded.is_forwarded, sender_name = excluded.sender_name, original_text = null, edited_at = null,
      system = case when m.type <> 'system' or ${isFurther} then excluded.system else m.system end,
      sent_at = case when m.type = 'system' then least(m.sent_at, excluded.sent_at) else excluded.sent_at end,
      sent_rank = excluded.sent_rank
    where (m.type = 'unsupported' and excluded.type <> 'unsupported')
      or (m.type = 'system' and (${isFurther} or excluded.sent_at < m.sent_at))
    returning m.id, m.conversation_id as "conversationId", m.wa_id as "waId", m.direction, m.xmax = 0 as "isFresh")
    select *, null as "heldAs" from stored
    union all
    select m.id, m.conversation_id, m.wa_id, m.direction, false, m.wa_chat from n join messages m
      on m.organization_id = ${scope.organizationId} and m.instance_id = ${instanceId} and m.wa_id = n."waId"
      and m.direction = n.direction and m.wa_chat <> n."waChat"`);
}

export type IncomingResult = StoredKey & { isFresh: boolean; heldAs: string | null };

/** Under which address a message is kept of which WhatsApp told two. */
export async function renameChats(scope: Scope, rows: { id: string; chat: string }[]): Promise<void> {
  if (rows.length === 0) return;
  await scope.db.execute(sql`
    update messages m set wa_chat = n.chat from json_to_recordset(${jsonRows(rows)}) as n(id uuid, chat text)
    where m.organization_id = ${scope.organizationId} and m.id = n.id`);
}

/** Where messages are now: a join may have moved them since they were stored. */
export async function findPlaces(scope: Scope, ids: string[]): Promise<StoredKey[]> {
  return scope.db.execute<StoredKey>(sql`
    select id, conversation_id as "conversationId", wa_id as "waId", direction from messages
    where organization_id = ${scope.organizationId} and id = any(${idArray(ids)})`);
}

export type Proof = {
  waId: string;
  direction: Direction;
  rank: number;
  status: MessageStatus;
  sentAt: Date | null;
};

/**
 * Lifts the statuses of our messages to what an ack or an echo proves: only upwards, except that an ack ERROR turns
 * what had merely been handed over, or was given up on as `unsettled`, into `failed` with `rejected`; that it was is
 * remembered until it leaves once more, and only a receipt outweighs it. Where WhatsApp's time is told, it replaces ours, and what waits to leave
 * after it stays behind it. Answers which messages exist, which changed, and which have another place in their thread now.
 */
export async function liftStatuses(scope: Scope, instanceId: string, proofs: Proof[]): Promise<LiftedKey[]> {
  if (proofs.length === 0) return [];
  return scope.db.execute<LiftedKey>(sql`
    with proof as (
      select p."waId" as wa_id, p.direction, p.rank, p.status, p."sentAt" as sent_at
      from json_to_recordset(${jsonRows(proofs)}) as p("waId" text, direction text, rank int, status text, "sentAt" timestamptz)
    ), known as (
      select m.id, m.conversation_id, m.wa_id, m.direction, proof.status as next, proof.sent_at as next_sent_at,
        case when proof.status = 'failed'
          then m.status in ('sending', 'checking', 'sent') or m.status = 'queued' and m.let_go is distinct from 'retried'
            or m.error_code is not distinct from 'unsettled'
          else proof.rank > array_position(array['queued', 'failed', 'sending', 'checking', 'sent', 'delivered', 'read', 'played', 'received'], m.status) - 1
            and not (proof.status = 'sent' and m.status in ('failed', 'queued') and coalesce(m.status_times ? 'refused', false))
        end as has_risen,
        proof.status = 'failed' and not coalesce(m.status_times ? 'refused', false) as is_refusal,
        m.sender_kind in ('user', 'api', 'automation') and proof.sent_at is not null and proof.sent_at <> m.sent_at as has_moved
      from proof join messages m on m.organization_id = ${scope.organizationId} and m.instance_id = ${instanceId}
        and m.wa_id = proof.wa_id and m.direction = proof.direction
    ), lifted as (
      update messages m set updated_at = now(),
        status = case when known.has_risen then known.next else m.status end,
        error_code = case when not known.has_risen then m.error_code when known.next = 'failed' then 'rejected' end,
        next_attempt_at = case when known.has_risen then null else m.next_attempt_at end,
        let_go = case when known.has_risen and m.let_go = 'dismissed' then null else m.let_go end,
        sent_at = case when known.has_moved then known.next_sent_at else m.sent_at end,
        status_times = case when known.is_refusal or known.has_risen and known.next <> 'failed'
          then coalesce(m.status_times, '{}') || jsonb_build_object(case when known.is_refusal then 'refused' else known.next end, now())
          else m.status_times end
      from known where m.organization_id = ${scope.organizationId} and m.id = known.id
        and (known.has_risen or known.has_moved or known.is_refusal)
        and m.direction = 'outbound'
    ), passed as (
      select w.id, max(known.next_sent_at) as sent_at from known
      join messages w on w.organization_id = ${scope.organizationId} and w.conversation_id = known.conversation_id
        and w.id > known.id and w.attention = 'unsent' and w.sent_at < known.next_sent_at
      where known.has_moved and w.id not in (select id from known) group by w.id
    ), behind as (
      update messages m set updated_at = now(), sent_at = passed.sent_at from passed
      where m.organization_id = ${scope.organizationId} and m.id = passed.id
      returning m.id, m.conversation_id, m.wa_id, m.direction
    )
    select id, conversation_id as "conversationId", wa_id as "waId", direction,
      (has_risen or has_moved) and direction = 'outbound' as "hasChanged", has_moved as "hasMoved" from known
    union all select id, conversation_id, wa_id, direction, true, true from behind`);
}

type LiftedKey = StoredKey & { hasChanged: boolean; hasMoved: boolean };

export type WaitingEvent = {
  id: string;
  waId: string;
  direction: Direction | 'any';
  fingerprint: string;
  event: unknown;
};

/** Marks an echo that is held back: it may be of the send of this conversation whose answer is awaited. */
export const echoMark = (conversationId: string): string => `echo:${conversationId}`;

/** Marks an id that a message of ours had when WhatsApp refused it, before it left once more under another. */
export const REFUSED_MARK = 'refused';

/** Keeps what speaks of a message that is not here yet. */
export async function insertWaiting(scope: Scope, instanceId: string, events: WaitingEvent[]): Promise<void> {
  if (events.length === 0) return;
  await scope.db.execute(sql`
    insert into waiting_events (organization_id, instance_id, id, wa_id, direction, fingerprint, event)
    select ${scope.organizationId}, ${instanceId}, n.id, n."waId", n.direction, n.fingerprint, n.event
    from json_to_recordset(${jsonRows(events)})
      as n(id uuid, "waId" text, direction text, fingerprint text, event jsonb)
    on conflict do nothing`);
}

/** Takes what waited for these messages, also what named them by their bare id alone. */
export async function takeWaiting(
  scope: Scope,
  instanceId: string,
  keys: { waId: string; direction: Direction }[],
) {
  if (keys.length === 0) return [];
  return scope.db.execute<{ event: unknown }>(sql`
    delete from waiting_events w using json_to_recordset(${jsonRows(keys)}) as k("waId" text, direction text)
    where w.organization_id = ${scope.organizationId} and w.instance_id = ${instanceId}
      and w.wa_id = k."waId" and w.direction in (k.direction, 'any')
    returning w.event`);
}

/** WhatsApp's times of these inbound messages, for reads on the phone that name one. */
export async function findSentTimes(scope: Scope, instanceId: string, waIds: string[]) {
  return scope.db.execute<{ waId: string; conversationId: string; sentAt: string }>(sql`
    select m.wa_id as "waId", m.conversation_id as "conversationId", m.sent_at as "sentAt"
    from json_array_elements_text(${jsonRows(waIds)}) as k(wa_id)
    join messages m on m.organization_id = ${scope.organizationId} and m.instance_id = ${instanceId}
      and m.wa_id = k.wa_id and m.direction = 'inbound'`);
}

/** Which of these ids belong to messages of ours that are stored already. */
export async function findKnownIds(scope: Scope, instanceId: string, waIds: string[]): Promise<string[]> {
  const rows = await scope.db.execute<{ waId: string }>(sql`
    select wa_id as "waId" from messages where organization_id = ${scope.organizationId}
      and instance_id = ${instanceId} and direction = 'outbound' and wa_id = any(${textArray(waIds)})`);
  return rows.map(({ waId }) => waId);
}

/** The id that an echo told of a send that left without one. */
export async function adoptIds(scope: Scope, adopted: { id: string; waId: string }[]): Promise<void> {
  if (adopted.length === 0) return;
  await scope.db.execute(sql`
    update messages m set wa_id = a."waId" from json_to_recordset(${jsonRows(adopted)}) as a(id uuid, "waId" text)
    where m.organization_id = ${scope.organizationId} and m.id = a.id and m.wa_id is null`);
}
