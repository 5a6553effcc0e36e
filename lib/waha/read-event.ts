import { z } from 'zod';
import { asObject } from './content';
import type { Happening, Me } from './happenings';
import { chatKind, normalizeAddress, parseMessageKey } from './ids';
import { readCapping, readTimelock } from './read-limits';
import { readCall, readGroup } from './read-lines';
import { readMessage } from './read-message';
import { readEdit, readProtocolMessage, readReaction, readRevoke, readVote } from './read-notes';
import { readPresence } from './read-presence';
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
const WITHOUT_CONSEQUENCE = new Set([
  'state.change',
  'engine.event',
  'chat.archive',
  // A vote that WAHA could not decrypt: nothing tells what was chosen.
  'poll.vote.failed',
]);

/** What a webhook tells, in our words. Never throws: what can't be read is `unknown`. */
export function readEvent(event: Envelope, receivedAt: Date): Happening {
  const payload = asObject(event.payload);
  if (WITHOUT_CONSEQUENCE.has(event.event)) return { kind: 'ignored' };
  const at = toDate(event.timestamp) ?? receivedAt;
  return (payload && readKnown(event, payload, at)) ?? { kind: 'unknown' };
}

function readKnown(event: Envelope, payload: Record<string, unknown>, at: Date): Happening | undefined {
  switch (event.event) {
    case 'message':
    case 'message.any':
    case 'message.waiting':
      return (
        readProtocolMessage(payload, at) ??
        keepChats(readMessage(payload, event.engine ?? '', at), addressesOf(event.me))
      );
    case 'message.ack':
    case 'message.ack.group':
      return readAck(payload);
    case 'message.reaction':
      return readReaction(payload, at);
    case 'message.edited':
      return readEdit(payload, at);
    case 'message.revoked':
      return readRevoke(payload, at);
    case 'poll.vote':
      return readVote(payload, at);
    case 'call.received':
      return readCall('call_received', payload, at);
    case 'call.accepted':
      return readCall('call_accepted', payload, at);
    case 'call.rejected':
      return readCall('call_rejected', payload, at);
    case 'group.v2.join':
    case 'group.v2.leave':
    case 'group.v2.participants':
    case 'group.v2.update': {
      const line = readGroup(event.event, payload, addressesOf(event.me), at);
      return line === null ? { kind: 'ignored' } : line;
    }
    case 'presence.update':
      return readPresence(payload, addressesOf(event.me), at);
    case 'session.status':
      return readSession(payload, event, at);
    default:
      return undefined;
  }
}

/** Status, broadcast lists and channels are no conversations. Our own addresses are no hints about whom we talk with. */
function keepChats(message: ReturnType<typeof readMessage>, mine: string[]): Happening | undefined {
  if (!message) return undefined;
  if (chatKind(message.chat) === 'other') return { kind: 'ignored' };
  return { ...message, aliases: message.aliases.filter((address) => !mine.includes(address)) };
}

function readAck(payload: Record<string, unknown>): Happening | undefined {
  const key = parseMessageKey(payload.id);
  if (!key || typeof payload.ack !== 'number') return undefined;
  return { kind: 'ack', waId: key.waId, fromMe: key.fromMe ?? payload.fromMe === true, level: payload.ack };
}

const addressesOf = (me: Envelope['me']): string[] =>
  [me?.id, me?.lid].map(normalizeAddress).filter((address) => address !== undefined);

function readSession(payload: Record<string, unknown>, event: Envelope, at: Date): Happening | undefined {
  const status = cleanText(payload.status);
  if (!status) return undefined;
  const session = cleanText(payload.name) ?? undefined;
  return { kind: 'session', session, status, at, me: event.me ? readMe(event.me) : null };
}

/** Whose session it is: the phone as digits, the hidden id, the name, and what WhatsApp says of its limits. */
export function readMe(me: NonNullable<Envelope['me']>): Me {
  return {
    phone: normalizeAddress(me.id)?.split('@')[0] ?? null,
    lid: normalizeAddress(me.lid) ?? null,
    pushName: cleanText(me.pushName) ?? null,
    timelock: readTimelock(me.reachoutTimelock),
    capping: readCapping(me.messageCapping),
  };
}
