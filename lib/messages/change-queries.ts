import { sql } from 'drizzle-orm';
import type { Scope } from '@/lib/core/scope';
import type { ChangeErrorCode, ChangeKind } from './schema';

/** A change that is due, with what is known of its message. */
export type DueChange = {
  id: string;
  kind: ChangeKind;
  text: string | null;
  attempts: number;
  createdAt: string;
  nextAttemptAt: string;
  messageId: string;
  conversationId: string;
  direction: 'inbound' | 'outbound';
  waId: string;
  chat: string;
  author: string | null;
  sentAt: string;
};

/** Where a change stands that can be carried out: its message has left, or came from WhatsApp. */
const CARRIED = sql`m.wa_id is not null and m.status not in ('queued', 'sending', 'checking', 'failed')`;

/** What is to be changed next through an instance, in the order in which it was asked for. */
export async function selectNextChange(scope: Scope, instanceId: string): Promise<DueChange | undefined> {
  const [row] = await scope.db.execute<DueChange>(sql`
    select c.id, c.kind, c.text, c.attempts, c.created_at as "createdAt", c.next_attempt_at as "nextAttemptAt",
      m.id as "messageId", m.conversation_id as "conversationId", m.direction, m.wa_id as "waId",
      coalesce(m.wa_chat, v.chat_address) as chat, m.wa_author as author, m.sent_at as "sentAt"
    from message_changes c
    join messages m on m.organization_id = c.organization_id and m.id = c.message_id
    join conversations v on v.organization_id = m.organization_id and v.id = m.conversation_id
    where c.organization_id = ${scope.organizationId} and c.instance_id = ${instanceId} and c.state = 'queued' and ${CARRIED}
    order by c.next_attempt_at > now(), case when c.next_attempt_at > now() then c.next_attempt_at end, c.id limit 1`);
  return row;
}

/** The wish as it stands at this moment goes to WhatsApp; undefined when it was taken back or replaced meanwhile. */
export async function takeChange(scope: Scope, id: string): Promise<{ text: string | null } | undefined> {
  const [row] = await scope.db.execute<{ text: string | null }>(sql`
    update message_changes set state = 'sending', updated_at = now()
    where organization_id = ${scope.organizationId} and id = ${id} and state = 'queued' returning text`);
  return row;
}

/** Asks for a change in place of an earlier one of its kind that has not begun, also of one that failed. */
export async function upsertChange(
  scope: Scope,
  change: { id: string; instanceId: string; messageId: string; kind: ChangeKind; text: string | null },
): Promise<void> {
  await scope.db.execute(sql`
    insert into message_changes (organization_id, id, instance_id, message_id, kind, text, state)
    values (${scope.organizationId}, ${change.id}, ${change.instanceId}, ${change.messageId}, ${change.kind}, ${change.text}, 'queued')
    on conflict (organization_id, message_id, kind) where state <> 'sending' do update set id = excluded.id, text = excluded.text,
      state = 'queued', error_code = null, attempts = 0, next_attempt_at = now(), created_at = now(), updated_at = now()`);
}

/** What is wanted of a message and not done. */
export const selectChanges = (scope: Scope, messageId: string) =>
  scope.db.execute<{ kind: ChangeKind; text: string | null; state: 'queued' | 'sending' | 'failed' }>(sql`
    select kind, text, state from message_changes
    where organization_id = ${scope.organizationId} and message_id = ${messageId} order by id`);

/** Takes wishes back that have not begun: those of these kinds, or only the ones that failed. */
export async function deleteChanges(
  scope: Scope,
  messageId: string,
  which: { kinds: ChangeKind[] } | 'failed',
): Promise<number> {
  const chosen =
    which === 'failed' ? sql`state = 'failed'` : sql`state <> 'sending' and kind in ${which.kinds}`;
  const rows = await scope.db.execute(sql`
    delete from message_changes
    where organization_id = ${scope.organizationId} and message_id = ${messageId} and ${chosen} returning id`);
  return rows.length;
}

/** Puts what failed back to be done once more. */
export async function requeueChanges(scope: Scope, messageId: string): Promise<number> {
  const rows = await scope.db.execute(sql`
    update message_changes set state = 'queued', error_code = null, attempts = 0, next_attempt_at = now(), updated_at = now()
    where organization_id = ${scope.organizationId} and message_id = ${messageId} and state = 'failed' returning id`);
  return rows.length;
}

/** It is done: nothing is left to be wanted. */
export async function deleteChange(scope: Scope, id: string): Promise<void> {
  await scope.db.execute(
    sql`delete from message_changes where organization_id = ${scope.organizationId} and id = ${id}`,
  );
}

/** Ends an attempt without success. A wish that was replaced meanwhile is forgotten. */
export async function putBack(
  scope: Scope,
  id: string,
  end: {
    state: 'queued' | 'failed';
    errorCode: ChangeErrorCode | null;
    attempts: number;
    nextAttemptAt: Date;
  },
): Promise<void> {
  await scope.db.execute(sql`
    delete from message_changes c where c.organization_id = ${scope.organizationId} and c.id = ${id} and ${REPLACED}`);
  await scope.db.execute(sql`
    update message_changes set state = ${end.state}, error_code = ${end.errorCode}::text, attempts = ${end.attempts},
      next_attempt_at = ${end.nextAttemptAt.toISOString()}::timestamptz, updated_at = now()
    where organization_id = ${scope.organizationId} and id = ${id}`);
}

const REPLACED = sql`exists (select 1 from message_changes n where n.organization_id = c.organization_id
  and n.message_id = c.message_id and n.kind = c.kind and n.state <> 'sending' and n.id <> c.id)`;

/** What a killed process left in the middle: asked for again, which does no harm. */
export async function abandonChanges(scope: Scope, instanceId: string): Promise<void> {
  await scope.db.execute(sql`
    with replaced as (
      delete from message_changes c where c.organization_id = ${scope.organizationId} and c.instance_id = ${instanceId}
        and c.state = 'sending' and ${REPLACED} returning c.id)
    update message_changes set state = 'queued', attempts = attempts + 1, next_attempt_at = now(), updated_at = now()
    where organization_id = ${scope.organizationId} and instance_id = ${instanceId} and state = 'sending'
      and id not in (select id from replaced)`);
}

/** The number is gone: what was wanted will not be done. Answers the messages. */
export async function failChanges(scope: Scope, instanceId: string): Promise<string[]> {
  const rows = await scope.db.execute<{ id: string }>(sql`
    update message_changes set state = 'failed', error_code = 'rejected', updated_at = now()
    where organization_id = ${scope.organizationId} and instance_id = ${instanceId} and state = 'queued'
    returning message_id as id`);
  return rows.map(({ id }) => id);
}

/** Whether WhatsApp has told, since it was asked for, that just this was done. */
export async function isChangeDone(scope: Scope, change: DueChange): Promise<boolean> {
  const since = sql`date_trunc('second', ${change.createdAt}::timestamptz)`;
  const [row] = await scope.db.execute<{ isDone: boolean }>(sql`
    select case ${change.kind}
      when 'reaction' then exists (select 1 from message_reactions r where r.organization_id = m.organization_id
        and r.message_id = m.id and r.author = 'me' and r.emoji = ${change.text} and r.reacted_at >= ${since})
      when 'edit' then m.text = ${change.text} and m.edited_at >= ${since}
      else m.revoked_at is not null end as "isDone"
    from messages m where m.organization_id = ${scope.organizationId} and m.id = ${change.messageId}`);
  return row?.isDone ?? false;
}

/**
 * When our own change counts as done. WhatsApp's times are in seconds: of two of ours within one second the later one
 * would not always win.
 */
export async function timeOfChange(
  scope: Scope,
  { kind, messageId, text }: DueChange,
  editId: string,
  at: Date,
): Promise<Date> {
  if (kind === 'revoke') return at;
  const earlier =
    kind === 'reaction'
      ? sql`select max(reacted_at) from message_reactions where organization_id = ${scope.organizationId}
          and message_id = ${messageId} and author = 'me' and emoji <> ${text}`
      : sql`select max(edited_at) from message_edits where organization_id = ${scope.organizationId}
          and message_id = ${messageId} and wa_id <> ${editId}`;
  const [row] = await scope.db.execute<{ at: string | null }>(sql`select (${earlier}) as at`);
  const last = row?.at ? new Date(row.at).getTime() : 0;
  const isSameSecond = last >= at.getTime() && last < at.getTime() + 1000;
  return isSameSecond ? new Date(last + 1) : at;
}
