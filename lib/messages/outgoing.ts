import { invalidField } from '@/lib/core/errors';
import { toPhoneDigits } from '@/lib/core/phones';
import type { Scope } from '@/lib/core/scope';
import { takeData, takeUpload } from '@/lib/media/sendable';
import { fitsType } from './rules';
import type { SendInput } from './send-schema';

/** The columns of a message that hold what is said. Throws `not_found` for an upload that is not there, `invalid`. */
export async function contentOf(scope: Scope, input: SendInput) {
  const { type = 'text', location, contacts, poll } = input;
  return {
    type,
    text: input.text === undefined ? null : plain(input.text),
    ...(input.media ? { media: await mediaOf(scope, type, input.media) } : {}),
    ...(location ? { location: { ...location, name: location.name ?? null, address: null } } : {}),
    ...(contacts ? { contacts: contacts.map(toContact) } : {}),
    ...(poll
      ? { poll: { ...poll, options: poll.options.map((text) => ({ text: plain(text), votes: 0 })) } }
      : {}),
  };
}

async function mediaOf(scope: Scope, type: string, input: NonNullable<SendInput['media']>) {
  const { url, filename = null } = input;
  const sound = soundOf(type, input);
  if (url)
    return {
      mimetype: input.mimetype ?? 'application/octet-stream',
      filename,
      size: null,
      sourceUrl: url,
      ...sound,
    };
  const stored = input.uploadId
    ? await takeUpload(scope, input.uploadId)
    : await takeData(scope, Buffer.from(input.data ?? '', 'base64'), input);
  if (!fitsType(type, stored.mimetype))
    throw invalidField('media', `is ${stored.mimetype}, which can't be sent as ${type}`);
  return {
    ...measuresOf(stored),
    filename: type === 'voice' ? null : (filename ?? stored.filename),
    sourceUrl: null,
    ...sound,
  };
}

/** What its sender knows of a sound; of other files it means nothing. */
function soundOf(type: string, { seconds, waveform }: NonNullable<SendInput['media']>) {
  if (type !== 'voice' && type !== 'audio') return {};
  return { ...(seconds === undefined ? {} : { seconds }), ...(waveform ? { waveform } : {}) };
}

type StoredMedia = Awaited<ReturnType<typeof takeUpload>>;

/** What a message shows of a stored file. */
export function measuresOf({ id, mimetype, size, width, height, blur, thumbnailSha256 }: StoredMedia) {
  const picture =
    width && height && blur ? { width, height, blur, hasThumbnail: thumbnailSha256 !== null } : {};
  return { id, mimetype, size, ...picture };
}

function toContact({ name, phoneNumber }: { name: string; phoneNumber: string }, index: number) {
  const digits = toPhoneDigits(phoneNumber);
  if (!digits) throw invalidField(`contacts.${index}.phoneNumber`, 'is not a phone number');
  return { name: plain(name), phoneNumber: `+${digits}` };
}

/** As it may be stored and sent: without zero bytes and broken surrogates. */
export const plain = (text: string) => text.replaceAll('\u0000', '').toWellFormed();
