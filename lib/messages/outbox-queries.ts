import { type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { MessageContact, MessageLocation, MessagePoll, messages } from '@/db/schema';
import type { Scope } from '@/lib/core/scope';
import type { IncomingMessage } from '@/lib/waha/happenings';
import { moveNotes } from './note-queries';
import { isBulk, isFirst, isFirstContact } from './pace-queries';
import { echoMark } from './receive-queries';
import type { MessageErrorCode, MessageStatus } from './schema';

export type OutboxItem = {
  id: string;
  instanceId: string;
  conversationId: string;
  chatAddress: string;
  /** The contact of a direct chat, while WhatsApp has not confirmed the address that somebody typed. */
  unconfirmedContactId: string | null;
  type: string;
  text: string | null;
  media: (typeof messages.$inferSelect)['media'];
  location: MessageLocation | null;
  contacts: MessageContact[] | null;
  poll: MessagePoll | null;
  mentions: string[] | null;
  /** What this one passes on, while WhatsApp itself may do that. */
  forwardOfId: string | null;
  status: 'queued' | 'checking';
  waId: string | null;
  /** WhatsApp has refused it under this id, and somebody tries once more. */
  isRefused: boolean;
  absences: number;
  attempts: number;
  sendingAt: string | null;
  nextAttemptAt: string | null;
  replyToWaId: string | null;
  /** Of the quoted message: parts of the full id that WAHA wants. */
  replyChat: string | null;
  replyAuthor: string | null;
  replyDirection: 'inbound' | 'outbound' | null;
  /** A group, or somebody who has written: WhatsApp's limits are not about it. */
  isKnown: boolean;
  /** Nothing of ours has left to somebody who has not written. */
  isFirstContact: boolean;
  letGo: 'retried' | 'released' | null;
  /** It takes its turn: a first contact, or what a program sends into a chat that has gone quiet; not while it is typed. */
  isPaced: boolean;
  typingAt: string | null;
};

/**
 * What holds messages back just now: what waits for one of these that is over is due. `pacedUntil`: when the next one
 * that takes its turn may begin; undefined where nothing is paced.
 */
export type Limits = { isRestricted: boolean; isBudgetLeft: boolean; pacedUntil: Date | undefined };

/**
 * What an instance has to do next: the oldest message that is queued or must be asked about, but of a conversation
 * only the first, so that nothing overtakes a message whose fate is not known. `nextAttemptAt` is when it is due.
 */
export async function selectNext(
  scope: Scope,
  instanceId: string,
  { isRestricted, isBudgetLeft, pacedUntil }: Limits,
): Promise<OutboxItem | undefined> {
  const ofInstance = sql`m.organization_id = ${scope.organizationId} and m.instance_id = ${instanceId}`;
  const [row] = await scope.db.execute<OutboxItem>(sql`
    with ready as (
      select m.id, m.conversation_id, m.status, m.let_go, m.typing_at, m.sender_kind,
        case when m.hold is null then m.next_attempt_at else now() end as ready_at
      from messages m
      where ${ofInstance} and m.attention = 'unsent' and m.status in ('queued', 'checking') and ${isFirst}
        and (m.hold is null or m.hold = 'pace' or m.hold = 'restriction' and not ${isRestricted}
          or m.hold = 'budget' and ${isBudgetLeft})
    ), held as (
      select m.id, m.next_attempt_at from messages m
      where ${ofInstance} and m.hold in ('restriction', 'budget') and m.status = 'queued' and ${isFirst}
      order by m.next_attempt_at limit 1
    ), paced as (
      select id, next_attempt_at as ready_at, false as is_paced from held
      union all
      select m.id, m.ready_at, case when ${pacedUntil !== undefined} and m.ready_at <= now() and m.status = 'queued'
          and m.typing_at is null and m.let_go is distinct from 'released'
        then ${isFirstContact} or ${isBulk} else false end as is_paced
      from ready m
      join conversations c on c.organization_id = ${scope.organizationId} and c.id = m.conversation_id
    ), due as (
      select id, is_paced, case when is_paced then greatest(ready_at, ${pacedUntil?.toISOString() ?? null}::timestamptz)
        else ready_at end as due_at
      from paced
    ), next as (
      select * from due order by due_at > now(), case when due_at > now() then due_at end, id limit 1
    )
    select m.id, m.instance_id as "instanceId", m.conversation_id as "conversationId", c.chat_address as "chatAddress",
      case when exists (select 1 from contact_addresses a where a.organization_id = m.organization_id
        and a.address = c.chat_address and a.origin = 'derived') then c.contact_id end as "unconfirmedContactId", m.type, m.text,
      m.media, m.location, m.contacts, m.poll, m.mentions, m.forward_of_id as "forwardOfId", m.status,
      m.wa_id as "waId", coalesce(m.status_times ? 'refused', false) as "isRefused", m.absences, m.attempts, m.sending_at as "sendingAt", next.due_at as "nextAttemptAt", m.let_go as "letGo",
      c.kind = 'group' or c.is_heard as "isKnown",
      next.is_paced as "isPaced", m.typing_at as "typingAt", ${isFirstContact} as "isFirstContact",
      m.reply_to_wa_id as "replyToWaId", q.wa_chat as "replyChat", q.wa_author as "replyAuthor", q.direction as "replyDirection"
    from next
    join messages m on m.organization_id = ${scope.organizationId} and m.id = next.id
    join conversations c on c.organization_id = m.organization_id and c.id = m.conversation_id
    left join lateral (
      select wa_chat, wa_author, direction from messages q
      where q.organization_id = m.organization_id and q.instance_id = m.instance_id and q.wa_id = m.reply_to_wa_id limit 1) q on true`);
  return row;
}

/** What a killed process left in the middle of a send: nobody knows whether it went out. */
export async function abandonSends(scope: Scope, instanceId: string) {
  return scope.db.execute<{ id: string; conversationId: string }>(sql`
    update messages set status = 'checking', absences = 0, next_attempt_at = now(), updated_at = now()
    where organization_id = ${scope.organizationId} and instance_id = ${instanceId} and attention = 'unsent' and status = 'sending'
    returning id, conversation_id as "conversationId"`);
}

type Change = {
  status: MessageStatus;
  /** What leaves has this id, or none; in any other status the one that is known stays. */
  waId?: string | null;
  /** The address it leaves to: a part of the full id that edits and answers need. */
  waChat?: string;
  errorCode?: MessageErrorCode | null;
  nextAttemptAt?: Date | null;
  sendingAt?: Date;
  typingAt?: Date | null;
  absences?: number;
  attempts?: number;
  letGo?: 'retried';
  /** Only while it still says this: somebody may have changed it meanwhile. */
  ifText?: string | null;
};

/** What leaves once more may be taken this time; until then it is the refused one that is spoken of. */
function timesAfter(status: MessageStatus | undefined): SQL {
  if (status === 'sent') return sql`coalesce(status_times, '{}') || jsonb_build_object('sent', now())`;
  return status === 'sending' ? sql`status_times - 'refused'` : sql`status_times`;
}

/** Moves a message on if it still is in status `from`; false when an echo, an ack or a person was faster. */
export async function moveMessage(
  scope: Scope,
  id: string,
  from: MessageStatus,
  change: Change,
): Promise<boolean> {
  const { waId = null } = change;
  const keep = (name: string) => sql.identifier(name);
  const at = (value: Date | null | undefined, name: string) =>
    value === undefined ? keep(name) : sql`${value?.toISOString() ?? null}::timestamptz`;
  const rows = await scope.db.execute(sql`
    update messages set status = ${change.status}, updated_at = now(),
      wa_id = ${change.status === 'sending' ? sql`${waId}::text` : sql`coalesce(wa_id, ${waId})`}, wa_chat = coalesce(${change.waChat ?? null}, wa_chat),
      error_code = ${change.errorCode ?? null}::text, hold = null, let_go = coalesce(${change.letGo ?? null}, let_go),
      next_attempt_at = ${at(change.nextAttemptAt, 'next_attempt_at')},
      sending_at = ${at(change.sendingAt, 'sending_at')},
      status_times = ${timesAfter(change.status)},
      typing_at = ${at(change.typingAt, 'typing_at')},
      absences = ${change.absences ?? keep('absences')}, attempts = ${change.attempts ?? keep('attempts')}
    where organization_id = ${scope.organizationId} and id = ${id} and status = ${from}
      and ${change.ifText === undefined ? sql`true` : sql`text is not distinct from ${change.ifText}::text`} returning id`);
  return rows.length > 0;
}

/** The file of a message is ours now. */
export async function storeMedia(scope: Scope, id: string, media: OutboxItem['media']): Promise<void> {
  await scope.db.execute(sql`
    update messages set media = ${JSON.stringify(media)}::text::jsonb, updated_at = now()
    where organization_id = ${scope.organizationId} and id = ${id}`);
}

/** Back to the queue by a person's or a program's decision; false unless it had failed. */
export async function requeueFailed(scope: Scope, id: string): Promise<boolean> {
  return moveMessage(scope, id, 'failed', {
    status: 'queued',
    nextAttemptAt: new Date(),
    absences: 0,
    attempts: 0,
    typingAt: null,
    letGo: 'retried',
  });
}

/**
 * An echo that was stored as a message of its own before the answer told that it is ours: its row goes, what was said
 * about it is ours, and what it proved is answered. Where it was taken for the echo of another send of the same words,
 * nobody knows any more what became of that one.
 */
export async function takeTwin(scope: Scope, instanceId: string, waId: string, id: string) {
  const [twin] = await scope.db.execute<{ id: string; status: MessageStatus; isSend: boolean }>(sql`
    select id, status, sending_at is not null as "isSend" from messages
    where organization_id = ${scope.organizationId} and instance_id = ${instanceId}
      and wa_id = ${waId} and direction = 'outbound' and id <> ${id} for update`);
  if (!twin) return undefined;
  await moveNotes(scope, twin.id, id);
  await scope.db.execute(
    twin.isSend
      ? sql`update messages set wa_id = null, status = 'failed', error_code = 'unsettled', sent_at = sending_at,
          status_times = null, updated_at = now()
        where organization_id = ${scope.organizationId} and id = ${twin.id}`
      : sql`delete from messages where organization_id = ${scope.organizationId} and id = ${twin.id}`,
  );
  return twin;
}

/** The first echo that was held back for the send of a conversation without an id of its own. */
export async function findWaitingEcho(
  scope: Scope,
  instanceId: string,
  conversationId: string,
): Promise<string | undefined> {
  const [row] = await scope.db.execute<{ waId: string }>(sql`
    select wa_id as "waId" from waiting_events
    where organization_id = ${scope.organizationId} and instance_id = ${instanceId}
      and fingerprint = ${echoMark(conversationId)}
    order by created_at, id limit 1`);
  return row?.waId;
}

/** Takes what was held back for a send of this conversation and turned out not to be its echo. */
export async function takeHeldEchoes(scope: Scope, instanceId: string, conversationId: string) {
  const rows = await scope.db.execute<{ event: unknown }>(sql`
    delete from waiting_events
    where organization_id = ${scope.organizationId} and instance_id = ${instanceId}
      and fingerprint = ${echoMark(conversationId)}
    returning event`);
  return rows.map(({ event }) => event as IncomingMessage);
}

/** Every message of a deleted number that still waits: it will not leave. */
export async function failUnsent(scope: Scope, instanceId: string) {
  return scope.db.execute<{ id: string; conversationId: string }>(sql`
    update messages set status = 'failed', error_code = 'rejected', hold = null, next_attempt_at = null, updated_at = now()
    where organization_id = ${scope.organizationId} and instance_id = ${instanceId} and attention = 'unsent' and status = 'queued'
    returning id, conversation_id as "conversationId"`);
}

/** Messages of which only a session that a number has no more could tell whether they went out. */
export async function leaveUnsettled(scope: Scope, instanceId: string) {
  return scope.db.execute<{ id: string; conversationId: string }>(sql`
    update messages set status = 'failed', error_code = 'unsettled', next_attempt_at = null, updated_at = now()
    where organization_id = ${scope.organizationId} and instance_id = ${instanceId} and attention = 'unsent'
      and status in ('sending', 'checking')
    returning id, conversation_id as "conversationId"`);
}

/** Instances of the installation with messages, or changes of messages, that are due: for the reconciler. */
export const selectDueOutboxes = () =>
  database().execute<{ organizationId: string; instanceId: string }>(sql`
    select organization_id as "organizationId", instance_id as "instanceId" from messages
    where attention = 'unsent' and coalesce(next_attempt_at, sending_at) < now()
    union
    select c.organization_id, c.instance_id from message_changes c
    join messages m on m.organization_id = c.organization_id and m.id = c.message_id
    where c.state <> 'failed' and c.next_attempt_at < now() and m.wa_id is not null
      and m.status not in ('queued', 'sending', 'checking', 'failed')`);
