export type MediaKind = 'image' | 'video' | 'voice' | 'audio' | 'document' | 'sticker';

/** A picture, voice note or other file, by its key in the simulator's media store. */
export interface MediaContent {
  kind: MediaKind;
  mediaKey: string;
  mimetype: string;
  filename: string | null;
  caption: string | null;
  size: number;
  /** What WAHA reports in `media.error` when the download failed. */
  error?: string;
}

/** What a message says, free of any engine's way to spell it. */
export type Content =
  | { kind: 'text'; text: string }
  | MediaContent
  | { kind: 'location'; latitude: number; longitude: number; name: string | null }
  | { kind: 'vcard'; vcards: string[] }
  | { kind: 'poll'; name: string; options: string[]; multipleAnswers: boolean }
  | { kind: 'event'; name: string; startTime: number }
  /** Nothing readable: view-once placeholder, advertisement, template (body null). */
  | { kind: 'empty' }
  /** Only WEBJS tells about it: "waiting for this message". */
  | { kind: 'waiting' }
  | { kind: 'edit'; targetId: string; text: string }
  | { kind: 'revoke'; targetId: string };

/** The message that another one answers. */
export interface Quoted {
  bareId: string;
  participant: string;
  body: string;
}

/** A message as one linked device sees it. */
export interface SimMessage {
  bareId: string;
  fromMe: boolean;
  /** `…@c.us`, `…@lid` or `…@g.us`, in the form WAHA will show. */
  chatId: string;
  /** The same person's other address, when the network sent it along. */
  chatAlt?: string;
  participant?: string;
  participantAlt?: string;
  /** Seconds. */
  timestamp: number;
  source: 'api' | 'app';
  pushName: string;
  content: Content;
  /** -1 error, 0 pending, 1 server, 2 device, 3 read, 4 played; null unknown. */
  ack: number | null;
  quoted?: Quoted;
  /** Addresses of those whom the text names. */
  mentions?: string[];
  /** WhatsApp shows it as passed on. */
  forwarded?: boolean;
  /** Taken back for everybody. */
  revoked?: boolean;
  /** The business sent its read receipt for this message. */
  seen?: boolean;
  /** Reactions by who gave them: a phone, or `me`. */
  reactions?: Record<string, string>;
}

const ACK_NAMES: Record<string, string> = {
  '-1': 'ERROR',
  '0': 'PENDING',
  '1': 'SERVER',
  '2': 'DEVICE',
  '3': 'READ',
  '4': 'PLAYED',
};

/** WAHA's name of an ack level; UNKNOWN for null and odd numbers. */
export function ackName(ack: number | null): string {
  return ACK_NAMES[String(ack)] ?? 'UNKNOWN';
}

/** True for everything with a file behind it. */
export function isMedia(content: Content): content is MediaContent {
  return 'mediaKey' in content;
}

/** `body` of WAHA's message: text or caption, null when there is none. */
export function bodyOf(content: Content): string | null {
  if (content.kind === 'text' || content.kind === 'edit') return content.text;
  return isMedia(content) ? content.caption : null;
}
