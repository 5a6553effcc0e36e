import { setTimeout as pause } from 'node:timers/promises';
import type { MessageView } from '../../lib/messages/schema';
import type { Caller } from './caller';
import { change, isChange } from './change';
import { forge } from './forge';
import type { Chat, Inbound, Note, Op, Outbound, Plan } from './plan';
import type { Stage } from './stage';
import type { Truth } from './truth';

/** No more than this is under way: an outage holds the traffic up instead of piling it. */
const MAX_OPEN_OPS = 200;
const MAX_OPEN_DELIVERIES = 600;

export type Road = {
  stage: Stage;
  plan: Plan;
  truth: Truth;
  caller: Caller;
  groups: Map<number, string>;
  /** By chat, once its first message is there. */
  conversations: Map<number, string>;
  secrets: Map<string, string>;
  /** Held while WAHA is about to be restarted. */
  gate: { wait: Promise<unknown> };
};

/** Makes the groups and lets every customer write once: from then on whatever is sent is an answer. */
export async function openChats(road: Road): Promise<void> {
  const { plan, stage } = road;
  for (const chat of plan.chats) {
    for (const phone of chat.members)
      await stage.waha.control.customer({
        phone,
        name: `Cliente ${phone.slice(-4)}`,
        phoneHidden: chat.isSplit,
      });
    if (!chat.isGroup) continue;
    const { id } = await stage.waha.control.group({
      session: sessionOf(road, chat),
      subject: `Grupo ${chat.index}`,
      participants: chat.members,
    });
    road.groups.set(chat.index, id);
  }
  for (const op of plan.first) await write(road, op);
  for (const until = Date.now() + 60_000; road.conversations.size < plan.first.length; await pause(100)) {
    if (Date.now() > until) throw new Error('The first messages did not arrive');
    const rows = await stage.sql<{ waId: string; id: string }[]>`
      select wa_id as "waId", conversation_id as id from messages where wa_id in ${stage.sql(plan.first.map(({ id }) => id))}`;
    for (const { waId, id } of rows)
      road.conversations.set(road.truth.inbound.get(waId)?.chat.index ?? -1, id);
  }
}

/** Does all that was planned at its time, in order within each chat; `before` is awaited ahead of each step. */
export async function drive(
  road: Road,
  seconds: number,
  before: (step: number) => Promise<void>,
): Promise<void> {
  const { plan } = road;
  const lanes = new Map<string, Promise<void>>();
  let open = 0;
  const since = Date.now();
  for (const [step, op] of plan.ops.entries()) {
    await before(step);
    const due = since + (step / plan.ops.length) * seconds * 1000;
    await pause(Math.max(0, due - Date.now()));
    while (open >= MAX_OPEN_OPS || (await pendingDeliveries(road)) >= MAX_OPEN_DELIVERIES) await pause(20);
    await road.gate.wait;
    const isCall = op.kind === 'outbound' || op.kind === 'read' || op.kind === 'forged';
    const lane = `${isCall ? 'ours' : isChange(op) ? 'changes' : 'theirs'} ${op.chat}`;
    open++;
    const work = (lanes.get(lane) ?? Promise.resolve())
      .then(() => perform(road, op))
      .catch((error: unknown) => void road.truth.faults.push(`${op.kind}: ${String(error)}`))
      .finally(() => open--);
    lanes.set(lane, work);
  }
  await Promise.all(lanes.values());
}

export const pendingDeliveries = async ({ stage }: Pick<Road, 'stage'>) =>
  (await stage.waha.control.state()).pendingDeliveries;

const sessionOf = ({ stage }: Road, { instance }: Chat) => stage.numbers[instance]?.sessionName ?? '';

async function perform(road: Road, op: Op): Promise<void> {
  const chat = road.plan.chats[op.chat] as Chat;
  const session = sessionOf(road, chat);
  const { control } = road.stage.waha;
  switch (op.kind) {
    case 'inbound':
      return write(road, op);
    case 'outbound':
      return send(road, chat, op);
    case 'edit':
    case 'revoke':
    case 'react':
      return annotate(road, session, op);
    case 'ourEdit':
    case 'ourRevoke':
    case 'ourReact':
      return change(road, op);
    case 'reveal':
      await control.customer({ phone: chat.phone, phoneHidden: false });
      return;
    case 'phone': {
      const to = road.groups.get(op.chat) ?? chat.phone;
      const { timestamp } = await control.fromPhone({ session, to, text: op.text, id: op.id });
      road.truth.phone.push({ chat, id: op.id, text: op.text, timestamp });
      return;
    }
    case 'customerReads':
      if (!chat.isGroup) await control.customerReads({ session, phone: chat.phone });
      return;
    case 'read':
      await road.caller.call('POST', `/api/messages/conversations/${road.conversations.get(op.chat)}/read`);
      return;
    case 'forged':
      road.truth.forged.push(op.text);
      return forge(road, op, chat);
  }
}

async function write(road: Road, op: Inbound): Promise<void> {
  const chat = road.plan.chats[op.chat] as Chat;
  const now = Math.floor(Date.now() / 1000);
  const { timestamp } = await road.stage.waha.control.inbound({
    session: sessionOf(road, chat),
    from: op.from,
    group: road.groups.get(op.chat),
    id: op.id,
    kind: op.content,
    text: op.text,
    timestamp: now - op.ageSeconds,
    asLid: op.asLid,
    twin: op.isTwin,
  });
  road.truth.inbound.set(op.id, { op, chat, timestamp, notes: [] });
}

async function annotate(road: Road, session: string, op: Note): Promise<void> {
  const { control } = road.stage.waha;
  const on = { session, from: op.target.from, id: op.target.id };
  if (op.kind === 'edit') await control.edit({ ...on, text: op.text });
  else if (op.kind === 'revoke') await control.revoke(on);
  else await control.react({ ...on, text: op.text });
  road.truth.inbound.get(op.target.id)?.notes.push(op);
}

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

function bodyOf({ content, text }: Outbound): object {
  if (content === 'image') return { type: 'image', text, media: { data: PIXEL, mimetype: 'image/png' } };
  if (content === 'location')
    return { type: 'location', location: { latitude: -23.5, longitude: -46.6, name: text } };
  if (content === 'poll') return { type: 'poll', poll: { name: text, options: ['Sim', 'Não'] } };
  return { text };
}

async function send(road: Road, chat: Chat, op: Outbound): Promise<void> {
  const conversation = road.conversations.get(op.chat) ?? '';
  const isDirect = op.door === 'conversation';
  const instance = road.stage.numbers[chat.instance]?.id;
  const path = isDirect
    ? `/api/messages/conversations/${conversation}/messages`
    : `/api/whatsapp/instances/${instance}/send`;
  const to = road.groups.get(op.chat) ?? `+${chat.phone}`;
  const isClientId = op.guard === 'clientId';
  const body = { ...bodyOf(op), ...(isDirect ? {} : { to }), ...(isClientId ? { clientId: op.key } : {}) };
  const answer = await road.caller.call<MessageView>('POST', path, {
    body,
    headers: { 'content-type': 'application/json', ...(isClientId ? {} : { 'idempotency-key': op.key }) },
  });
  if (answer.status === 202) {
    const { id, conversationId } = answer.body;
    road.truth.accepted.push({ op, chat, id, conversationId, nowIn: conversationId });
    if (chat.isStranger) road.conversations.set(chat.index, conversationId);
  } else road.truth.faults.push(`POST ${path} answered ${answer.status}: ${answer.text.slice(0, 200)}`);
}
