import type { IncomingMedia, IncomingMessage } from './happenings';
import { cleanText } from './text';

type Json = Record<string, unknown>;
export const asObject = (value: unknown): Json | undefined =>
  value && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : undefined;

type Content = Pick<IncomingMessage, 'type' | 'text' | 'media' | 'location' | 'contacts' | 'poll' | 'system'>;

const EMPTY: Content = {
  type: 'unsupported',
  text: null,
  media: null,
  location: null,
  contacts: null,
  poll: null,
  system: null,
};

/** What a message carries. A kind nobody knows, or one without any content (view-once, ads), is `unsupported`. */
export function readContent(payload: Json): Content {
  const inner = engineMessage(payload);
  const text = cleanText(payload.body) ?? null;
  return (
    readLocation(payload) ??
    readContacts(payload) ??
    readPoll(inner) ??
    readWebPoll(asObject(payload._data) ?? {}) ??
    readMedia(payload, inner, text) ??
    (text === null ? EMPTY : { ...EMPTY, type: 'text', text })
  );
}

/** The engine's own message object: NOWEB `_data.message`, GOWS `_data.Message`. */
function engineMessage(payload: Json): Json {
  const data = asObject(payload._data);
  return asObject(data?.message) ?? asObject(data?.Message) ?? {};
}

function readLocation(payload: Json): Content | undefined {
  const location = asObject(payload.location);
  const latitude = Number(location?.latitude ?? Number.NaN);
  const longitude = Number(location?.longitude ?? Number.NaN);
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return undefined;
  const name = cleanText(location?.name) ?? cleanText(location?.description) ?? null;
  return {
    ...EMPTY,
    type: 'location',
    location: { latitude, longitude, name, address: cleanText(location?.address) ?? null },
  };
}

function readContacts(payload: Json): Content | undefined {
  const cards = Array.isArray(payload.vCards)
    ? payload.vCards.filter((card) => typeof card === 'string')
    : [];
  if (cards.length === 0) return undefined;
  return { ...EMPTY, type: 'contact', contacts: cards.map(readCard) };
}

/** Name and first phone of a vCard. */
export function readCard(card: string): { name: string; phoneNumber: string | null } {
  const line = (name: string) =>
    new RegExp(`^(?:item\\d+\\.)?${name}[^:\\r\\n]*:(.*)$`, 'im').exec(card)?.[1]?.trim();
  const waId = /waid=(\d+)/i.exec(card)?.[1];
  const phone = waId ? `+${waId}` : (line('TEL') ?? null);
  return {
    name: cleanText(line('FN')) ?? cleanText(line('N')?.replaceAll(';', ' ').trim()) ?? phone ?? '?',
    phoneNumber: phone,
  };
}

function readPoll(inner: Json): Content | undefined {
  const key = Object.keys(inner).find((name) => /^pollCreationMessage/.test(name));
  const poll = key ? asObject(inner[key]) : undefined;
  return poll && pollOf(poll.name, textsOf(poll.options, 'optionName'), poll.selectableOptionsCount);
}

/** A poll as whatsapp-web.js tells it: WEBJS passes its message on as `_data`. */
function readWebPoll(data: Json): Content | undefined {
  if (data.type !== 'poll_creation') return undefined;
  const name = data.pollName ?? data.body;
  return pollOf(name, textsOf(data.pollOptions, 'name'), data.pollSelectableOptionsCount);
}

/** `most`: how many options one may choose, where 1 is one and all else several. */
function pollOf(asked: unknown, options: string[], most: unknown): Content {
  const name = cleanText(asked) ?? '';
  const poll = { name, multiple: most !== 1, options: options.map((text) => ({ text, votes: 0 })) };
  return { ...EMPTY, type: 'poll', text: name, poll };
}

const textsOf = (options: unknown, key: string): string[] =>
  (Array.isArray(options) ? options : [])
    .map((option) => cleanText(asObject(option)?.[key]))
    .filter((text) => text !== undefined);

function readMedia(payload: Json, inner: Json, caption: string | null): Content | undefined {
  const media = asObject(payload.media);
  if (!media && payload.hasMedia !== true) return undefined;
  const mimetype =
    cleanText(media?.mimetype) ?? cleanText(innerMedia(inner)?.mimetype) ?? 'application/octet-stream';
  const size = Number(innerMedia(inner)?.fileLength ?? Number.NaN);
  const described: IncomingMedia = {
    mimetype,
    filename: cleanText(media?.filename) ?? null,
    size: Number.isFinite(size) ? size : null,
    sourceUrl: cleanText(media?.url) ?? null,
    ...readMeasures(innerMedia(inner) ?? asObject(payload._data) ?? {}),
  };
  return { ...EMPTY, type: mediaType(payload, inner, mimetype), text: caption, media: described };
}

/** What the engine tells about a file besides its type: NOWEB and GOWS in the message part, WEBJS in `_data`. */
function readMeasures(part: Json): Pick<IncomingMedia, 'width' | 'height' | 'seconds' | 'waveform'> {
  const [width, height] = [toCount(part.width), toCount(part.height)];
  const seconds = toCount(part.seconds ?? part.duration);
  const waveform = readBytes(part.waveform);
  return {
    ...(width && height ? { width, height } : {}),
    ...(seconds ? { seconds } : {}),
    ...(waveform ? { waveform } : {}),
  };
}

function toCount(value: unknown): number | undefined {
  const count = typeof value === 'number' || typeof value === 'string' ? Math.round(Number(value)) : 0;
  return count > 0 && count < 100_000 ? count : undefined;
}

/** Bytes as engines put them into JSON: base64, or Node's form of a Buffer. */
function readBytes(value: unknown): string | undefined {
  const data = asObject(value)?.data ?? value;
  if (Array.isArray(data)) return data.length <= 256 ? Buffer.from(data).toString('base64') : undefined;
  return typeof data === 'string' && /^[A-Za-z0-9+/]{1,400}={0,2}$/.test(data) ? data : undefined;
}

const innerMedia = (inner: Json): Json | undefined =>
  asObject(
    Object.entries(inner).find(([name]) =>
      /^(image|video|audio|document|sticker|ptv)Message$/.test(name),
    )?.[1],
  );

function mediaType(payload: Json, inner: Json, mimetype: string): Content['type'] {
  const webType = asObject(payload._data)?.type;
  if (webType === 'sticker' || 'stickerMessage' in inner) return 'sticker';
  if (webType === 'document' || 'documentMessage' in inner || 'documentWithCaptionMessage' in inner)
    return 'document';
  if (mimetype.startsWith('image/')) return 'image';
  if (mimetype.startsWith('video/')) return 'video';
  if (mimetype.startsWith('audio/')) {
    const isVoice =
      webType === 'ptt' || asObject(inner.audioMessage)?.ptt === true || /ogg.*opus/i.test(mimetype);
    return isVoice ? 'voice' : 'audio';
  }
  return 'document';
}
