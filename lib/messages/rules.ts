import type { ChangeKind, MessageStatus, MessageType } from './schema';

/** WhatsApp's own limits, as of 2026: 15 minutes for an edit, about two days to delete for everyone. */
const LIMIT_MS: Record<ChangeKind, number> = {
  reaction: Number.POSITIVE_INFINITY,
  edit: 15 * 60_000,
  revoke: 48 * 3_600_000,
};

/** What has a text or a caption. */
const EDITABLE = ['text', 'image', 'video', 'document'];
const UNSENT = ['queued', 'sending', 'checking'];
const FIXED = ['system', 'unsupported'];

/** What the bytes of a file must be to leave as this type; a document may be anything. */
const FITTING: Record<string, RegExp> = {
  image: /^image\/(jpeg|png|webp|gif)/,
  video: /^video\//,
  voice: /^audio\//,
  audio: /^audio\//,
};

type Known = {
  direction: 'inbound' | 'outbound';
  type: MessageType;
  status: MessageStatus;
  text: string | null;
  sentAt: Date | string;
  /** Also when the deletion is only asked for. */
  revokedAt: Date | string | null;
};

/** Whether WhatsApp takes this change no longer. */
export const isTooLate = (kind: ChangeKind, sentAt: Date | string): boolean =>
  Date.now() - new Date(sentAt).getTime() > LIMIT_MS[kind];

/** Why this can't be done to a message (a key of the problems' `detail`); undefined when it can. */
export function changeRefusal(message: Known, kind: ChangeKind, text: string | null): string | undefined {
  const isOurs = message.direction === 'outbound' && message.type !== 'system';
  if (kind !== 'reaction' && !isOurs) return 'notOurs';
  // Asked for twice it is the same wish.
  if (kind === 'revoke' && message.revokedAt) return undefined;
  if (message.type === 'system') return 'notAMessage';
  if (message.revokedAt) return 'messageDeleted';
  if (message.status === 'failed') return 'neverSent';
  if (kind === 'reaction') return undefined;
  if (kind === 'edit' && !EDITABLE.includes(message.type)) return 'notEditable';
  if (text === message.text || UNSENT.includes(message.status)) return undefined;
  if (!isTooLate(kind, message.sentAt)) return undefined;
  return kind === 'edit' ? 'tooLateToEdit' : 'tooLateToDelete';
}

/** Whether a message of this type can be passed on. */
export const isForwardable = (type: string): boolean => !FIXED.includes(type);

/** Whether a file of this type can leave as such a message. */
export const fitsType = (type: string, mimetype: string): boolean => FITTING[type]?.test(mimetype) ?? true;
