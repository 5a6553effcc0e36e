import type { MessageView } from '../../lib/messages/schema';
import type { Note, Outbound } from './plan';
import type { Thread } from './read-end';
import type { Road } from './traffic';
import type { Accepted } from './truth';

export type Violation = { what: string; ids: string[]; detail: string };

export type End = { threads: Thread[]; messages: MessageView[]; byWaId: Map<string, MessageView[]> };

const SENT = ['sent', 'delivered', 'read', 'played'];
const OPEN = ['queued', 'sending', 'checking'];

export function toEnd(threads: Thread[]): End {
  const messages = threads.flatMap((thread) => thread.messages);
  const byWaId = new Map<string, MessageView[]>();
  for (const message of messages) {
    const key = message.waMessageId ?? '';
    byWaId.set(key, [...(byWaId.get(key) ?? []), message]);
  }
  return { threads, messages, byWaId };
}

/** Every message of a customer is there once, in its conversation, with WhatsApp's time and its last words. */
export function checkInbound({ truth, conversations }: Road, end: End): Violation[] {
  const violations: Violation[] = [];
  const say = (what: string, id: string, detail = '') => violations.push({ what, ids: [id], detail });
  for (const [id, { chat, timestamp, op, notes }] of truth.inbound) {
    const found = (end.byWaId.get(id) ?? []).filter(({ direction }) => direction === 'inbound');
    const [message] = found;
    if (!message)
      say('inbound lost', id, `chat ${chat.index}${op.isDropped ? ', its webhooks were dropped' : ''}`);
    else if (found.length > 1) say('inbound doubled', id, `${found.length} times`);
    else {
      if (message.conversationId !== conversations.get(chat.index))
        say(
          'inbound in the wrong conversation',
          id,
          `chat ${chat.index}, found in ${message.conversationId}`,
        );
      if (Date.parse(message.sentAt) !== timestamp * 1000)
        say(
          'inbound with the wrong time',
          id,
          `${message.sentAt} instead of ${new Date(timestamp * 1000).toISOString()}`,
        );
      for (const note of notes)
        if (!isNoted(message, note)) say(`${note.kind} lost`, id, JSON.stringify(message));
      const text = notes.some(({ kind }) => kind !== 'react') ? undefined : op.text;
      if (text && op.content === 'text' && message.text !== text)
        say('inbound with other words', id, `${message.text}`);
    }
  }
  const unknown = end.messages.filter(
    ({ direction, type, waMessageId }) =>
      direction === 'inbound' && type !== 'system' && !truth.inbound.has(waMessageId ?? ''),
  );
  for (const { id, text } of unknown) say('inbound that nobody wrote', id, String(text));
  return violations;
}

function isNoted(message: MessageView, note: Note): boolean {
  if (note.kind === 'edit') return message.editedAt !== null && message.text === note.text;
  if (note.kind === 'revoke') return message.revokedAt !== null;
  return message.reactions.some(({ emoji }) => emoji === note.text);
}

type Left = {
  id: string;
  copies: number;
  text: string | null;
  conversation: string;
  timestamp: number;
  place: number;
  ack: number;
};

/** What left through the API, as customers' phones have it, in the order in which it came there. */
export async function readNetwork(
  { stage, plan, conversations, groups, truth }: Road,
  { messages }: End,
): Promise<Map<string, Left>> {
  const changed = new Set(truth.changed.map(({ id }) => id));
  const before = new Map(
    truth.accepted.flatMap(({ id, op }) => {
      const waId = changed.has(id) ? messages.find((message) => message.id === id)?.waMessageId : undefined;
      return waId ? [[waId, op.text]] : [];
    }),
  );
  const left = new Map<string, Left>();
  const byChat = new Map(
    plan.chats.map((chat) => [
      `${stage.numbers[chat.instance]?.sessionName} ${groups.get(chat.index) ?? chat.phone}`,
      chat.index,
    ]),
  );
  for (const [place, row] of (await stage.waha.control.received({})).entries()) {
    if (row.source !== 'api' || row.kind === 'reaction') continue;
    const chat = byChat.get(
      `${row.session} ${groups.size && row.chatId.endsWith('@g.us') ? row.chatId : row.customer}`,
    );
    const known = left.get(row.id);
    // Every member of a group receives it.
    if (known) known.copies = Math.max(known.copies, row.copies);
    else {
      // What was changed since arrived as it was.
      const now = row.content && 'name' in row.content ? row.content.name : row.body;
      const text = before.get(row.id) ?? now;
      const conversation = conversations.get(chat ?? -1) ?? 'nobody';
      left.set(row.id, {
        id: row.id,
        copies: row.copies,
        text,
        conversation,
        timestamp: row.timestamp,
        place,
        ack: 0,
      });
    }
  }
  return left;
}

/** Every accepted message left once, in order; or it failed, says so truly, and never left. */
export function checkOutbound({ truth }: Road, end: End, network: Map<string, Left>): Violation[] {
  const violations: Violation[] = [];
  const say = (what: string, ids: string[], detail = '') => violations.push({ what, ids, detail });
  const byId = new Map(end.messages.map((message) => [message.id, message]));
  const seen = new Set<string>();
  for (const { op, id, nowIn: conversationId } of truth.accepted) {
    const message = byId.get(id);
    if (!message) {
      say('accepted, and gone', [id], op.text);
      continue;
    }
    if (seen.has(id)) say('two requests, one message', [id], op.text);
    seen.add(id);
    if (message.conversationId !== conversationId) say('outbound in another conversation', [id], op.text);
    if (OPEN.includes(message.status)) say(`still ${message.status}`, [id], op.text);
    if (SENT.includes(message.status)) {
      const row = network.get(message.waMessageId ?? '');
      if (!row) say('said to be sent, and never left', [id, message.waMessageId ?? 'no id'], op.text);
      else if (row.conversation !== conversationId) say('reached somebody else', [id, row.id], op.text);
      else if (row.text !== op.text)
        say('other words arrived', [id, row.id], `${row.text} instead of ${op.text}`);
    }
  }
  for (const row of network.values()) {
    if (row.copies > 1) say('sent twice under one id', [row.id], `${row.copies} copies of ${row.text}`);
    const owners = (end.byWaId.get(row.id) ?? []).filter(({ direction }) => direction === 'outbound');
    if (owners.length !== 1)
      say(`left, and ${owners.length} messages have its id`, [row.id], String(row.text));
    else if (owners[0] && !seen.has(owners[0].id))
      say('left, and nobody accepted it', [row.id, owners[0].id], String(row.text));
  }
  return [
    ...violations,
    ...checkCopies(truth.accepted, byId, network),
    ...checkOrder(truth.accepted, byId, network),
  ];
}

/** How often each text left for a chat: also a repeat under another id is found. */
function checkCopies(
  accepted: Accepted[],
  byId: Map<string, MessageView>,
  network: Map<string, Left>,
): Violation[] {
  const wanted = new Map<string, { sure: number; open: number; ids: string[] }>();
  for (const { op, id, nowIn: conversationId } of accepted) {
    const key = `${conversationId} ${op.text}`;
    const entry = wanted.get(key) ?? { sure: 0, open: 0, ids: [] };
    const message = byId.get(id);
    if (message && SENT.includes(message.status)) entry.sure++;
    else if (message?.error?.code === 'unsettled') entry.open++;
    wanted.set(key, { ...entry, ids: [...entry.ids, id] });
  }
  const left = new Map<string, string[]>();
  for (const { conversation, text, id } of network.values()) {
    const key = `${conversation} ${text}`;
    left.set(key, [...(left.get(key) ?? []), id]);
  }
  return [...new Set([...wanted.keys(), ...left.keys()])].flatMap((key) => {
    const { sure, open, ids } = wanted.get(key) ?? { sure: 0, open: 0, ids: [] };
    const there = left.get(key) ?? [];
    if (there.length >= sure && there.length <= sure + open) return [];
    const detail = `${there.length} left, ${sure} sent${open ? ` and ${open} unsettled` : ''}: ${key.slice(37)}`;
    return [
      {
        what: there.length > sure ? 'sent more than once' : 'sent less than said',
        ids: [...ids, ...there],
        detail,
      },
    ];
  });
}

function checkOrder(
  accepted: Accepted[],
  byId: Map<string, MessageView>,
  network: Map<string, Left>,
): Violation[] {
  const last = new Map<string, { place: number; id: string }>();
  return accepted.flatMap(({ id, conversationId, op }) => {
    const row = network.get(byId.get(id)?.waMessageId ?? '');
    if (!row) return [];
    const before = last.get(conversationId);
    last.set(conversationId, { place: row.place, id });
    if (!before || before.place < row.place) return [];
    return [{ what: 'left out of order', ids: [before.id, id], detail: op.text }];
  });
}

/** A failure must be true: nothing of it left, and something refused it. */
export function checkFailures(
  { truth }: Road,
  end: End,
  refusals: { rejected: number; restricted: number },
  canPresetIds: boolean,
): Violation[] {
  const byId = new Map(end.messages.map((message) => [message.id, message]));
  const failed = truth.accepted.flatMap(({ op, id, chat }) => {
    const message = byId.get(id);
    return message?.status === 'failed' ? [{ op, id, chat, code: message.error?.code ?? 'no code' }] : [];
  });
  const rejected = failed.filter(({ code }) => code === 'rejected');
  const isAnonymous = ({ content }: Outbound) => !canPresetIds || content === 'image';
  const restricted = failed.filter(
    ({ code, chat }) => code === 'restricted' && !chat.isStranger && !chat.isSplit,
  );
  const untrue = failed.filter(
    ({ code, op }) =>
      code !== 'rejected' && code !== 'restricted' && !(code === 'unsettled' && isAnonymous(op)),
  );
  return [
    ...untrue.map(({ op, id, code }) => ({ what: `failed with ${code}`, ids: [id], detail: op.text })),
    ...(restricted.length > refusals.restricted
      ? [
          {
            what: 'more restricted than WhatsApp refused',
            ids: restricted.map(({ id }) => id),
            detail: `${restricted.length} of ${refusals.restricted}`,
          },
        ]
      : []),
    ...(rejected.length > refusals.rejected
      ? [
          {
            what: 'more rejected than WAHA refused',
            ids: rejected.map(({ id }) => id),
            detail: `${rejected.length} of ${refusals.rejected}`,
          },
        ]
      : []),
  ];
}
