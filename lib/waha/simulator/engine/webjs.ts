import { ackName, bodyOf, type Content, isMedia, type SimMessage } from '../messages';
import { isGroup } from '../network/jids';
import type { RawObject } from './raw-content';
import type { MessageContext } from './shapes';

const TYPES: Partial<Record<Content['kind'], string>> = {
  text: 'chat',
  voice: 'ptt',
  vcard: 'vcard',
  poll: 'poll_creation',
  revoke: 'revoked',
  edit: 'chat',
  empty: 'unknown',
  waiting: 'ciphertext',
};

/** WEBJS's message: `from` and `to` are the real sender and receiver, no `replyTo` key without a quote. */
export function webjsMessage(message: SimMessage, context: MessageContext): RawObject {
  const { content } = message;
  const ends = endsOf(message, context);
  return {
    id: context.id,
    timestamp: message.timestamp,
    from: ends.from,
    fromMe: message.fromMe,
    source: message.source,
    to: ends.to,
    ...(message.participant && !message.fromMe ? { participant: message.participant } : {}),
    body: webjsBody(content),
    hasMedia: isMedia(content),
    media: context.media,
    ack: message.fromMe ? message.ack : 1,
    ackName: ackName(message.fromMe ? message.ack : 1),
    location: webjsLocation(content),
    vCards: content.kind === 'vcard' ? content.vcards : [],
    ...(message.quoted ? { replyTo: webjsQuote(message) } : {}),
    _data: webjsData(message, context),
  };
}

/** WEBJS answers a send with the whole whatsapp-web.js object; its id is an object too. */
export function webjsSendAnswer(message: SimMessage, context: MessageContext): RawObject {
  const { from, to } = endsOf(message, context);
  return {
    _data: webjsData(message, context),
    id: webjsId(message, context),
    ack: message.ack ?? 0,
    hasMedia: isMedia(message.content),
    body: webjsBody(message.content),
    type: typeOf(message.content),
    timestamp: message.timestamp,
    from,
    to,
    deviceType: 'web',
    fromMe: true,
    vCards: [],
    mentionedIds: [],
    links: [],
  };
}

/** The id as whatsapp-web.js keeps it. */
export function webjsId(message: SimMessage, context: MessageContext): RawObject {
  return {
    fromMe: message.fromMe,
    remote: message.chatId,
    id: message.bareId,
    ...(message.participant ? { participant: message.participant } : {}),
    _serialized: context.id,
  };
}

function endsOf(message: SimMessage, { me }: MessageContext): { from: string; to: string } {
  return message.fromMe ? { from: me, to: message.chatId } : { from: message.chatId, to: me };
}

function webjsData(message: SimMessage, context: MessageContext): RawObject {
  const { content } = message;
  const ends = endsOf(message, context);
  return {
    id: webjsId(message, context),
    viewed: false,
    body: webjsBody(content),
    type: typeOf(content),
    t: message.timestamp,
    notifyName: message.pushName,
    ...ends,
    ...(isGroup(message.chatId) ? { author: message.participant } : {}),
    ack: message.ack ?? 1,
    invis: false,
    isNewMsg: true,
    star: false,
    kicNotified: false,
    isFromTemplate: false,
    mentionedJidList: message.mentions ?? [],
    groupMentions: [],
    ...(message.forwarded ? { isForwarded: true, forwardingScore: 1 } : {}),
    isVcardOverMmsDocument: false,
    links: [],
    ...(content.kind === 'poll'
      ? {
          pollName: content.name,
          pollOptions: content.options.map((name, localId) => ({ name, localId })),
          pollSelectableOptionsCount: content.multipleAnswers ? 0 : 1,
        }
      : {}),
    ...(isMedia(content)
      ? {
          caption: content.caption,
          mimetype: content.mimetype,
          directPath: '/v/simulated',
          size: content.size,
        }
      : {}),
  };
}

function typeOf(content: Content): string {
  return TYPES[content.kind] ?? content.kind;
}

function webjsBody(content: Content): string | null {
  if (content.kind === 'vcard') return content.vcards[0] ?? '';
  if (content.kind === 'poll') return content.name;
  return bodyOf(content) ?? '';
}

function webjsLocation(content: Content): RawObject | null {
  if (content.kind !== 'location') return null;
  return { latitude: String(content.latitude), longitude: String(content.longitude), name: content.name };
}

function webjsQuote({ quoted }: SimMessage): RawObject {
  return { id: quoted?.bareId, participant: quoted?.participant, body: quoted?.body };
}
