import type { Scope } from '@/lib/core/scope';
import { findStored } from '@/lib/media/sendable';
import type { SendCall } from '@/lib/waha/client';
import { fullMessageId } from '@/lib/waha/ids';
import { FileInJson } from '@/lib/waha/json-body';
import type { OutboxItem } from './outbox-queries';

type MessageKeyParts = Parameters<typeof fullMessageId>[0];

export type WahaCall = { call: SendCall; fields: Record<string, unknown>; file?: FileInJson };

/** WAHA has no call for stickers and plain audio: a picture, and a document that phones play. */
const FILE_CALLS: Record<string, SendCall> = {
  image: 'sendImage',
  sticker: 'sendImage',
  video: 'sendVideo',
  voice: 'sendVoice',
};

/** NOWEB takes an id of ours for everything but files (2026.7.1); GOWS for these too. */
export const takesId = ({ media }: OutboxItem, engine: string | null, isForward: boolean): boolean =>
  media === null || engine === 'GOWS' || isForward;

/** What WAHA is asked to send for a message. Undefined when its file is lost. */
export async function toWahaCall(
  scope: Scope,
  item: OutboxItem,
  forwarded?: MessageKeyParts,
): Promise<WahaCall | undefined> {
  const { text, media, location, contacts, poll } = item;
  if (forwarded) return { call: 'forwardMessage', fields: { messageId: fullMessageId(forwarded) } };
  if (media) return fileCall(scope, item, media);
  if (location) {
    const { latitude, longitude, name } = location;
    return { call: 'sendLocation', fields: { latitude, longitude, title: name ?? '' } };
  }
  if (contacts) return { call: 'sendContactVcard', fields: { contacts: contacts.map(toCard) } };
  if (poll) {
    const options = poll.options.map((option) => option.text);
    return {
      call: 'sendPoll',
      fields: { poll: { name: poll.name, options, multipleAnswers: poll.multiple } },
    };
  }
  return { call: 'sendText', fields: { text: text ?? '', ...mentionsOf(item) } };
}

async function fileCall(
  scope: Scope,
  item: OutboxItem,
  { id, mimetype, filename }: NonNullable<OutboxItem['media']>,
): Promise<WahaCall | undefined> {
  const { type, text } = item;
  const stored = id && (await findStored(scope, id));
  if (!stored) return undefined;
  const data = new FileInJson(stored.size, stored.open);
  const file = { mimetype, data, ...(filename ? { filename } : {}) };
  const call = FILE_CALLS[type] ?? 'sendFile';
  // Phones play ogg/opus only as a voice note; WAHA turns the rest into it (since 2025.6.2).
  const convert = call === 'sendVoice' && !mimetype.startsWith('audio/ogg') ? { convert: true } : {};
  const caption = text ? { caption: text } : {};
  return { call, fields: { file, ...convert, ...caption, ...mentionsOf(item) }, file: data };
}

const mentionsOf = ({ mentions }: OutboxItem) => (mentions?.length ? { mentions } : {});

const toCard = ({ name, phoneNumber }: { name: string; phoneNumber: string | null }) => ({
  fullName: name,
  phoneNumber: phoneNumber ?? '',
  whatsappId: phoneNumber?.replace(/\D/g, '') ?? '',
});
