import { type Content, isMedia, type MediaContent, type Quoted, type SimMessage } from '../messages';
import { toRawJid } from '../network/jids';

export type RawObject = Record<string, unknown>;

const MEDIA_NODE = {
  image: 'imageMessage',
  video: 'videoMessage',
  voice: 'audioMessage',
  audio: 'audioMessage',
  document: 'documentMessage',
  sticker: 'stickerMessage',
} as const;

/** WhatsApp's own message node, as Baileys (NOWEB) prints it in `_data.message`. */
export function rawContent(content: Content, quoted?: Quoted, chatId = ''): RawObject {
  if (content.kind === 'text') return rawText(content.text, quoted);
  if (isMedia(content)) return { [MEDIA_NODE[content.kind]]: rawMedia(content) };
  switch (content.kind) {
    case 'location':
      return {
        locationMessage: {
          degreesLatitude: content.latitude,
          degreesLongitude: content.longitude,
          ...(content.name ? { name: content.name } : {}),
        },
      };
    case 'vcard':
      return {
        contactMessage: { displayName: vcardName(content.vcards[0] ?? ''), vcard: content.vcards[0] },
      };
    case 'poll':
      return {
        pollCreationMessage: {
          name: content.name,
          options: content.options.map((optionName) => ({ optionName })),
          selectableOptionsCount: content.multipleAnswers ? content.options.length : 1,
        },
      };
    case 'event':
      return { eventMessage: { name: content.name, startTime: content.startTime } };
    case 'edit':
      return {
        editedMessage: {
          message: {
            protocolMessage: {
              key: { id: content.targetId },
              type: 14,
              editedMessage: { conversation: content.text },
            },
          },
        },
      };
    case 'revoke':
      return {
        protocolMessage: {
          key: { remoteJid: toRawJid(chatId), fromMe: false, id: content.targetId },
          type: 0,
        },
      };
    default:
      return { messageContextInfo: {} };
  }
}

/** The node with WhatsApp's mark of a message that was passed on. */
export function asForwarded(raw: RawObject): RawObject {
  const { conversation, ...rest } = raw;
  const nodes = conversation === undefined ? rest : { extendedTextMessage: { text: conversation } };
  const mark = { isForwarded: true, forwardingScore: 1 };
  return Object.fromEntries(
    Object.entries(nodes).map(([name, node]) => [name, { ...(node as RawObject), contextInfo: mark }]),
  );
}

/** The node of a text with those whom it names, under the name that the engine has for them. */
export function withMentions(
  raw: RawObject,
  { mentions, content }: Pick<SimMessage, 'mentions' | 'content'>,
  key: string,
): RawObject {
  if (!mentions?.length || content.kind !== 'text') return raw;
  const { extendedTextMessage } = raw as { extendedTextMessage?: { contextInfo?: RawObject } };
  const contextInfo = { ...extendedTextMessage?.contextInfo, [key]: mentions.map(toRawJid) };
  return { extendedTextMessage: { text: content.text, contextInfo } };
}

/** The name inside a vCard (FN line), empty when it has none. */
export function vcardName(vcard: string): string {
  return /^FN:(.*)$/m.exec(vcard)?.[1]?.trim() ?? '';
}

function rawText(text: string, quoted?: Quoted): RawObject {
  if (!quoted) return { conversation: text };
  return {
    extendedTextMessage: {
      text,
      contextInfo: {
        stanzaId: quoted.bareId,
        participant: toRawJid(quoted.participant),
        quotedMessage: { conversation: quoted.body },
      },
    },
  };
}

function rawMedia(media: MediaContent): RawObject {
  return {
    url: 'https://mmg.whatsapp.net/o1/v/t62.7118-24/simulated',
    mimetype: media.mimetype,
    ...(media.filename ? { fileName: media.filename } : {}),
    ...(media.caption ? { caption: media.caption } : {}),
    ...(media.kind === 'voice' ? { ptt: true, seconds: 1 } : {}),
    fileLength: String(media.size),
  };
}
