import { toEnd, type Violation } from './oracle';
import type { Thread } from './read-end';
import { findFalls } from './status-watch';
import type { Road } from './traffic';

/** Order, unread count and last message of every conversation, and no more conversations than there are chats. */
export function checkConversations({ plan, truth, conversations }: Road, threads: Thread[]): Violation[] {
  const violations: Violation[] = [];
  const say = (what: string, id: string, detail = '') => violations.push({ what, ids: [id], detail });
  const chatOf = new Map([...conversations].map(([chat, id]) => [id, plan.chats[chat]]));
  for (const { conversation, messages } of threads) {
    const chat = chatOf.get(conversation.id);
    if (!chat) say('a conversation too many', conversation.id, conversation.title);
    const times = messages.map(({ sentAt }) => Date.parse(sentAt));
    const wrong = times.findIndex((time, index) => index > 0 && time < (times[index - 1] ?? 0));
    if (wrong >= 0) say('not in the order of WhatsApp’s time', conversation.id, messages[wrong]?.id);
    const ids = new Set(messages.map(({ id }) => id));
    if (ids.size !== messages.length) say('a page repeats a message', conversation.id);
    const last = messages.filter(({ type }) => type !== 'system').at(-1);
    if (last && conversation.lastMessage?.id !== last.id)
      say(
        'the list shows another last message',
        conversation.id,
        `${conversation.lastMessage?.id} instead of ${last.id}`,
      );
    if (!chat || chat.isRead) continue;
    const wanted = [...truth.inbound.values()].filter((sent) => sent.chat === chat).length;
    if (conversation.unreadCount !== wanted)
      say('wrong unread count', conversation.id, `${conversation.unreadCount} instead of ${wanted}`);
  }
  return violations;
}

/** What the owner wrote on the phone is there once. */
export function checkPhone({ truth, conversations }: Road, threads: Thread[]): Violation[] {
  const { byWaId } = toEnd(threads);
  return truth.phone.flatMap(({ id, chat, text }) => {
    const found = byWaId.get(id) ?? [];
    const isRight = found.length === 1 && found[0]?.conversationId === conversations.get(chat.index);
    return isRight
      ? []
      : [{ what: `written on the phone, and there ${found.length} times`, ids: [id], detail: text }];
  });
}

/** What only the database can tell. */
export async function checkDatabase({ stage, truth }: Road): Promise<Violation[]> {
  const { sql } = stage;
  const violations: Violation[] = [];
  for (const { id, text, from, to } of await findFalls(sql))
    violations.push({ what: 'a status fell', ids: [id], detail: `${from} → ${to}: ${text}` });
  const unread = await sql`
    select c.id, c.unread_count as told, count(m.id)::int as counted from conversations c
    left join messages m on m.organization_id = c.organization_id and m.conversation_id = c.id and m.is_unread
    group by 1, 2 having c.unread_count <> count(m.id)`;
  for (const { id, told, counted } of unread)
    violations.push({
      what: 'the unread count is not what is unread',
      ids: [id],
      detail: `${told}, unread are ${counted}`,
    });
  const journal = await sql`
    select id, event, state, error, encode(substring(body for 600), 'escape') as body from webhook_events
    where state = 'failed' or (state = 'unknown' and event like 'message%')`;
  for (const { id, event, state, error, body } of journal)
    violations.push({ what: `the journal has ${state} ${event}`, ids: [id], detail: `${error}: ${body}` });
  const waiting = await sql`select id, wa_id, direction, fingerprint, event::text from waiting_events`;
  for (const row of waiting)
    violations.push({
      what: 'still waits for its message',
      ids: [row.id, row.wa_id],
      detail: `${row.direction} ${row.fingerprint} ${row.event}`,
    });
  const stuck = await sql`
    select j.id, t.identifier, j.locked_at from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where j.locked_at < now() - interval '2 minutes'`;
  for (const { id, identifier, locked_at } of stuck)
    violations.push({ what: `a ${identifier} that nobody works on`, ids: [id], detail: `${locked_at}` });
  const forged =
    truth.forged.length > 0
      ? await sql`
    select m.id, m.text from messages m where m.text in ${sql(truth.forged)}`
      : [];
  for (const { id, text } of forged)
    violations.push({ what: 'a forged message was stored', ids: [id], detail: text });
  return violations;
}

/** Statuses against what the customers' phones acknowledged; direct chats only, a group has one answer per member. */
export async function checkAcks({ stage, plan }: Road, threads: Thread[]): Promise<Violation[]> {
  const { byWaId } = toEnd(threads);
  const violations: Violation[] = [];
  for (const chat of plan.chats.filter(({ isGroup }) => !isGroup)) {
    const session = stage.numbers[chat.instance]?.sessionName;
    const { messages } = await stage.waha.control.chat({ session, phone: chat.phone, limit: 100_000 });
    for (const { id, mine, ack } of messages) {
      const found = mine ? undefined : byWaId.get(id)?.find(({ direction }) => direction === 'outbound');
      const wanted = ['sent', 'sent', 'delivered', 'read', 'played'][ack ?? 0];
      if (found && found.status !== wanted)
        violations.push({
          what: 'a status that the phone does not have',
          ids: [found.id, id],
          detail: `${found.status} instead of ${wanted}`,
        });
    }
  }
  return violations;
}
