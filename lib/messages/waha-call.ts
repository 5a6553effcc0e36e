import type { Scope } from '@/lib/core/scope';
import { readMedia } from '@/lib/media/sendable';
import type { SendCall } from '@/lib/waha/client';
import type { OutboxItem } from './outbox-queries';

export type WahaCall = { call: SendCall; fields: Record<string, unknown> };

const FILE_CALLS: Record<string, SendCall> = { image: 'sendImage', video: 'sendVideo', voice: 'sendVoice' };

/** NOWEB takes an id of ours for everything but files (2026.7.1). */
export const takesId = ({ media }: OutboxItem): boolean => media === null;

/** What WAHA is asked to send for a message. Undefined when its file is lost. */
export async function toWahaCall(scope: Scope, item: OutboxItem): Promise<WahaCall | undefined> {
  const { text, media, location, contacts, poll } = item;
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
  return { call: 'sendText', fields: { text: text ?? '' } };
}

async function fileCall(
  scope: Scope,
  { type, text }: OutboxItem,
  { id, mimetype, filename }: NonNullable<OutboxItem['media']>,
): Promise<WahaCall | undefined> {
  const bytes = id && (await readMedia(scope, id));
  if (!bytes) return undefined;
  const file = { mimetype, data: bytes.toString('base64'), ...(filename ? { filename } : {}) };
  const call = FILE_CALLS[type] ?? 'sendFile';
  // Phones play ogg/opus only as a voice note; WAHA turns the rest into it (since 2025.6.2).
  const convert = call === 'sendVoice' && !mimetype.startsWith('audio/ogg') ? { convert: true } : {};
  return { call, fields: { file, ...convert, ...(text ? { caption: text } : {}) } };
}

const toCard = ({ name, phoneNumber }: { name: string; phoneNumber: string | null }) => ({
  fullName: name,
  phoneNumber: phoneNumber ?? '',
  whatsappId: phoneNumber?.replace(/\D/g, '') ?? '',
});
