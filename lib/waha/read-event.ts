import { z } from 'zod';
import { asObject } from './content';
import type { Happening } from './happenings';
import { chatKind, normalizeAddress, parseMessageKey } from './ids';
import { readMessage } from './read-message';
import { cleanText, toDate } from './text';

/** The envelope of a webhook; `id` and `timestamp` are missing before 2025.3. */
const envelope = z.looseObject({
  id: z.string().nullish(),
  timestamp: z.number().nullish(),
  event: z.string(),
  engine: z.string().nullish(),
  me: z
    .looseObject({ id: z.string().nullish(), lid: z.string().nullish(), pushName: z.string().nullish() })
    .nullish(),
  payload: z.unknown(),
});

export type Envelope = z.infer<typeof envelope>;

/** The envelope of a JSON value, or undefined when it is none. */
export const readEnvelope = (value: unknown): Envelope | undefined => envelope.safeParse(value).data;

/** Known, subscribed or not, and of no consequence for what we keep. */
const WITHOUT_CONSEQUENCE = new Set(['presence.update', 'state.change', 'engine.event', 'chat.archive']);

/** What a webhook tells, in our words. Never throws: what can't be read is `unknown`. */
export function readEvent(event: Envelope, receivedAt: Date): Happening {
  const payload = asObject(event.payload);
  const at = toDate(event.timestamp) ?? receivedAt;
  switch (event.event) {
    case 'message':
    case 'message.any':
    case 'message.waiting':
      return (payload && keepChats(readMessage(payload, event.engine ?? '', at))) ?? { kind: 'unknown' };
    case 'message.ack':
    case 'message.ack.group':
      return (payload && readAck(payload)) ?? { kind: 'unknown' };
    case 'session.status':
      return (payload && readSession(payload, event, at)) ?? { kind: 'unknown' };
    default:
      return { kind: WITHOUT_CONSEQUENCE.has(event.event) ? 'ignored' : 'unknown' };
  }
}

/** Status, broadcast lists and channels are no conversations. */
function keepChats(message: ReturnType<typeof readMessage>): Happening | undefined {
  if (!message) return undefined;
  return chatKind(message.chat) === 'other' ? { kind: 'ignored' } : message;
}

function readAck(payload: Record<string, unknown>): Happening | undefined {
  const key = parseMessageKey(payload.id);
  if (!key || typeof payload.ack !== 'number') return undefined;
  return { kind: 'ack', waId: key.waId, fromMe: key.fromMe ?? payload.fromMe === true, level: payload.ack };
}

function readSession(payload: Record<string, unknown>, event: Envelope, at: Date): Happening | undefined {
  const status = cleanText(payload.status);
  if (!status) return undefined;
  return { kind: 'session', status, at, me: event.me ? readMe(event.me) : null };
}

/** Whose session it is: the phone as digits, the hidden id, and the name. */
export function readMe(me: { id?: string | null; lid?: string | null; pushName?: string | null }) {
  return {
    phone: normalizeAddress(me.id)?.split('@')[0] ?? null,
    lid: normalizeAddress(me.lid) ?? null,
    pushName: cleanText(me.pushName) ?? null,
  };
}
