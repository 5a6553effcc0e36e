import { asObject, readContent } from './content';
import type { IncomingMessage } from './happenings';
import { chatKind, normalizeAddress, parseMessageKey } from './ids';
import { cleanJson, cleanText, toDate } from './text';

type Json = Record<string, unknown>;

/** A group has at most so many people. */
const MOST_MENTIONS = 1_024;

/**
 * WAHA's message (webhook payload or history row) in our words. Undefined when it names no message or no chat: a
 * shape we can't read. `fallbackTime` serves where the engine gives no time.
 */
export function readMessage(payload: Json, engine: string, fallbackTime: Date): IncomingMessage | undefined {
  const key = parseMessageKey(payload.id);
  if (!key) return undefined;
  const fromMe = key.fromMe ?? payload.fromMe === true;
  const chat = key.chat ?? fallbackChat(payload, engine, fromMe);
  if (!chat) return undefined;
  const isGroup = chatKind(chat) === 'group';
  const author = isGroup ? (normalizeAddress(payload.participant) ?? key.author ?? null) : null;
  const content = readContent(payload);
  const reply = asObject(payload.replyTo);
  return {
    kind: 'message',
    waId: key.waId,
    fromMe,
    source: payload.source === 'api' ? 'api' : payload.source === 'app' ? 'app' : null,
    chat,
    author,
    aliases: readAliases(payload, isGroup, fromMe),
    links: [],
    pushName: fromMe ? null : readPushName(payload),
    mentions: readMentions(payload),
    isForwarded: isForwarded(payload),
    replyToWaId: parseMessageKey(reply?.id)?.waId ?? null,
    reply: reply
      ? { text: cleanText(reply.body) ?? null, author: normalizeAddress(reply.participant) ?? null }
      : null,
    ack: typeof payload.ack === 'number' ? payload.ack : null,
    raw: content.type === 'unsupported' ? cleanJson(payload) : null,
    // Last: V8 takes a microsecond or more for each property that follows a spread (Node 20).
    ...readTime(payload, fallbackTime),
    ...content,
  };
}

/** Only where the id has no chat part: WEBJS names the partner in `to` for our own messages, the others in `from`. */
function fallbackChat(payload: Json, engine: string, fromMe: boolean): string | undefined {
  const isWeb = engine === 'WEBJS' || engine === 'WPP';
  return normalizeAddress(fromMe && isWeb ? payload.to : payload.from);
}

/** The partner's other addresses, as NOWEB and GOWS hint them; who is meant depends on chat and direction. */
function readAliases(payload: Json, isGroup: boolean, fromMe: boolean): string[] {
  const data = asObject(payload._data);
  const key = asObject(data?.key);
  const info = asObject(data?.Info);
  const hints = isGroup
    ? [key?.participantAlt, info?.SenderAlt]
    : [key?.remoteJidAlt, fromMe ? info?.RecipientAlt : info?.SenderAlt];
  return hints
    .map(normalizeAddress)
    .filter((address) => address !== undefined && chatKind(address) === 'direct') as string[];
}

function readPushName(payload: Json): string | null {
  const data = asObject(payload._data);
  return (
    cleanText(data?.pushName) ??
    cleanText(asObject(data?.Info)?.PushName) ??
    cleanText(data?.notifyName) ??
    null
  );
}

/** Whole seconds, as every engine has them; GOWS' own time may be finer and orders messages of one second. */
function readTime(payload: Json, fallback: Date): { sentAt: Date; sentRank: number } {
  const sentAt = toDate(payload.timestamp) ?? toDate(asObject(payload._data)?.messageTimestamp) ?? fallback;
  const fine = asObject(asObject(payload._data)?.Info)?.Timestamp;
  const fraction = typeof fine === 'string' ? /\.(\d{1,6})/.exec(fine)?.[1] : undefined;
  const whole = new Date(Math.floor(sentAt.getTime() / 1000) * 1000);
  return { sentAt: whole, sentRank: fraction ? Number(fraction.padEnd(6, '0')) : 0 };
}

const isForwarded = (payload: Json): boolean =>
  asObject(payload._data)?.isForwarded === true ||
  contextsOf(payload).some((context) => context?.isForwarded === true);

/** Each engine spells the list its own way, and WEBJS may give objects. */
function readMentions(payload: Json): string[] | null {
  const lists = [
    asObject(payload._data)?.mentionedJidList,
    ...contextsOf(payload).flatMap((context) => [context?.mentionedJid, context?.mentionedJID]),
  ];
  const named = lists.flatMap((list) => (Array.isArray(list) ? list : []));
  const addresses = named
    .map((one) => normalizeAddress(asObject(one)?._serialized ?? one))
    .filter((address) => address !== undefined && chatKind(address) === 'direct') as string[];
  return addresses.length > 0 ? [...new Set(addresses)].slice(0, MOST_MENTIONS) : null;
}

/** What WhatsApp says about a message beside its content, as NOWEB and GOWS pass it on. */
function contextsOf(payload: Json) {
  const data = asObject(payload._data);
  const inner = asObject(data?.message) ?? asObject(data?.Message) ?? {};
  return Object.values(inner).map((part) => asObject(asObject(part)?.contextInfo));
}
