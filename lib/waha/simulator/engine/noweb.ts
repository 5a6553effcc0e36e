import { ackName, bodyOf, isMedia, type SimMessage } from '../messages';
import { isLid, toRawJid } from '../network/jids';
import { asForwarded, type RawObject, rawContent, withMentions } from './raw-content';
import type { MessageContext } from './shapes';

/**
 * NOWEB's message. `to` and `participant` exist in groups only, and `from` is the chat even for own
 * messages (observed on 2026.2.1).
 */
export function nowebMessage(message: SimMessage, context: MessageContext): RawObject {
  const { content } = message;
  return {
    id: context.id,
    timestamp: message.timestamp,
    from: message.chatId,
    fromMe: message.fromMe,
    ...(context.legacy ? {} : { source: message.source }),
    body: bodyOf(content),
    ...(message.participant ? { to: message.chatId, participant: message.participant } : {}),
    hasMedia: isMedia(content),
    media: context.media,
    ack: context.legacy ? null : message.ack,
    ackName: context.legacy ? 'UNKNOWN' : ackName(message.ack),
    location: nowebLocation(message),
    vCards: content.kind === 'vcard' ? content.vcards : null,
    replyTo: quotedOf(message),
    _data: nowebData(message),
  };
}

/** What NOWEB answers to a send: Baileys' message without any top-level id, the timestamp as a string. */
export function nowebSendAnswer(message: SimMessage): RawObject {
  return {
    key: nowebKey(message),
    message: asSent(message),
    messageTimestamp: String(message.timestamp),
    status: 'PENDING',
  };
}

/** Baileys' message key, with the other address where the network sent one along. */
export function nowebKey(message: SimMessage): RawObject {
  const lid = isLid(message.participant ?? message.chatId);
  return {
    remoteJid: toRawJid(message.chatId),
    fromMe: message.fromMe,
    id: message.bareId,
    ...(message.chatAlt ? { remoteJidAlt: toRawJid(message.chatAlt) } : {}),
    ...(message.participant ? { participant: toRawJid(message.participant) } : {}),
    ...(message.participantAlt ? { participantAlt: toRawJid(message.participantAlt) } : {}),
    ...(lid ? { addressingMode: 'lid' } : {}),
  };
}

function nowebData(message: SimMessage): RawObject {
  return {
    key: nowebKey(message),
    messageTimestamp: message.timestamp,
    pushName: message.pushName,
    broadcast: false,
    status: (message.ack ?? 0) + 1,
    message: message.source === 'api' ? asSent(message) : raw(message),
  };
}

function asSent(message: SimMessage): RawObject {
  const { content } = message;
  if (content.kind === 'text' && !message.quoted && !message.forwarded)
    return { extendedTextMessage: { text: content.text } };
  return raw(message);
}

function raw(message: SimMessage): RawObject {
  const content = rawContent(message.content, message.quoted, message.chatId);
  const node = withMentions(content, message, 'mentionedJid');
  return message.forwarded ? asForwarded(node) : node;
}

function nowebLocation({ content }: SimMessage): RawObject | null {
  if (content.kind !== 'location') return null;
  const { latitude, longitude, name } = content;
  return {
    live: false,
    latitude,
    longitude,
    name,
    address: null,
    url: null,
    description: null,
    thumbnail: null,
  };
}

/** `replyTo` of NOWEB and GOWS. */
export function quotedOf({ quoted, content }: SimMessage): RawObject | null {
  if (!quoted || content.kind === 'revoke') return null;
  return {
    id: quoted.bareId,
    participant: quoted.participant,
    body: quoted.body,
    hasMedia: false,
    media: null,
    _data: { conversation: quoted.body },
  };
}
