import { AppError } from '@/lib/core/errors';
import type { MessageRow } from './queries';
import type { ChangeKind } from './schema';

/** WhatsApp's own limits, as of 2026: 15 minutes for an edit, about two days to delete for everyone. */
const LIMIT_MS: Record<ChangeKind, number> = {
  reaction: Number.POSITIVE_INFINITY,
  edit: 15 * 60_000,
  revoke: 48 * 3_600_000,
};

/** What has a text or a caption. */
const EDITABLE = ['text', 'image', 'video', 'document'];
const UNSENT = ['queued', 'sending', 'checking'];

/** Whether WhatsApp takes this change no longer. */
export const isTooLate = (kind: ChangeKind, sentAt: Date): boolean =>
  Date.now() - sentAt.getTime() > LIMIT_MS[kind];

/** Throws `invalid_state` with a sentence when this can't be done to the message. */
export function canChange({ message, changes }: MessageRow, kind: ChangeKind, text: string | null): void {
  const refuse = (detail: string) => new AppError('invalid_state', { detail });
  const isOurs = message.direction === 'outbound' && message.type !== 'system';
  const isGoing = changes.some((change) => change.kind === 'revoke' && change.state !== 'failed');
  if (kind === 'revoke') {
    if (!isOurs) throw refuse('notOurs');
    // Asked for twice it is the same wish.
    if (message.revokedAt || isGoing) return;
  }
  if (message.type === 'system') throw refuse('notAMessage');
  if (message.revokedAt || isGoing) throw refuse('messageDeleted');
  if (message.status === 'failed') throw refuse('neverSent');
  if (kind === 'reaction') return;
  if (!isOurs) throw refuse('notOurs');
  if (kind === 'edit' && !EDITABLE.includes(message.type)) throw refuse('notEditable');
  if (text === message.text || UNSENT.includes(message.status)) return;
  if (isTooLate(kind, message.sentAt)) throw refuse(kind === 'edit' ? 'tooLateToEdit' : 'tooLateToDelete');
}
