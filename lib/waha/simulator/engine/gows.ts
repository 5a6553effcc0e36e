import { ackName, bodyOf, type Content, isMedia, type SimMessage } from '../messages';
import { isGroup, isLid, toRawJid } from '../network/jids';
import { quotedOf } from './noweb';
import { type RawObject, rawContent, withMentions } from './raw-content';
import type { MessageContext } from './shapes';

/** GOWS's message: `to` and `participant` always there (null in direct chats), in groups `to` is the sender. */
export function gowsMessage(message: SimMessage, context: MessageContext): RawObject {
  const { content } = message;
  return {
    id: context.id,
    timestamp: message.timestamp,
    from: message.chatId,
    fromMe: message.fromMe,
    source: message.source,
    body: bodyOf(content),
    to: message.participant ?? null,
    participant: message.participant ?? null,
    hasMedia: isMedia(content),
    media: context.media,
    ack: gowsAck(message),
    location: gowsLocation(content),
    vCards: content.kind === 'vcard' ? content.vcards : null,
    ackName: ackName(gowsAck(message)),
    replyTo: quotedOf(message),
    _data: gowsData(message, context),
  };
}

/** GOWS answers a send with the full id and little else. */
export function gowsSendAnswer(message: SimMessage, context: MessageContext): RawObject {
  return { id: context.id, _data: gowsData(message, context) };
}

/** Own messages are at least SERVER when GOWS tells about them. */
function gowsAck(message: SimMessage): number | null {
  return message.fromMe && message.ack === 0 ? 1 : message.ack;
}

function gowsData(message: SimMessage, context: MessageContext): RawObject {
  const chat = toRawJid(message.chatId);
  const sender = message.fromMe ? context.ownDevice : toRawJid(message.participant ?? message.chatId);
  const media = isMedia(message.content) || message.content.kind === 'vcard';
  return {
    Info: {
      Chat: chat,
      Sender: sender,
      IsFromMe: message.fromMe,
      IsGroup: isGroup(message.chatId),
      AddressingMode: isLid(message.participant ?? message.chatId) ? 'lid' : '',
      SenderAlt: toRawJid(message.participantAlt ?? message.chatAlt ?? ''),
      RecipientAlt: '',
      BroadcastListOwner: '',
      ID: message.bareId,
      ServerID: 0,
      Type: media ? 'media' : 'text',
      PushName: message.fromMe ? '' : message.pushName,
      Timestamp: new Date(message.timestamp * 1000).toISOString().replace('.000Z', 'Z'),
      Category: '',
      Multicast: false,
      MediaType: media ? message.content.kind : '',
      Edit: '',
    },
    Message: gowsContent(message),
    IsEphemeral: false,
    IsViewOnce: false,
    IsEdit: false,
    SourceWebMsg: null,
    UnavailableRequestID: '',
    RetryCount: 0,
    Status: (gowsAck(message) ?? 2) + 1,
  };
}

function gowsContent(message: SimMessage): RawObject {
  const { content, source } = message;
  if (content.kind === 'text' && source === 'api' && !message.quoted) {
    return { extendedTextMessage: { text: content.text } };
  }
  if (content.kind === 'edit') {
    const editedMessage = { conversation: content.text };
    return { protocolMessage: { key: { ID: content.targetId }, type: 14, editedMessage } };
  }
  if (content.kind === 'revoke') {
    const key = { remoteJID: toRawJid(message.chatId), fromMe: message.fromMe, ID: content.targetId };
    return { protocolMessage: { key, type: 0 } };
  }
  return withMentions(rawContent(content, message.quoted, message.chatId), message, 'mentionedJID');
}

function gowsLocation(content: Content): RawObject | null {
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
