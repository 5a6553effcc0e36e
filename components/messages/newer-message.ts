import type { MessageStatus, MessageView } from '@/lib/messages/schema';

/** How far a message got. A failure stands between asking WhatsApp and its confirmation. */
const RANK: Record<MessageStatus, number> = {
  queued: 0,
  sending: 1,
  checking: 2,
  failed: 3,
  received: 4,
  sent: 4,
  delivered: 5,
  read: 6,
  played: 7,
};

/** Where a view came from: the stream tells changes in their order, an answer may be older than what it told. */
export type Origin = 'event' | 'answer';

/**
 * The newer of two views of one message. Ticks only rise; an edit and a revocation are never taken back. Only an
 * event may lead out of `failed` (somebody tried again) or past a confirmation into it.
 */
export function newerMessage(held: MessageView, incoming: MessageView, origin: Origin): MessageView {
  const isRetry = origin === 'event' && (held.status === 'failed' || incoming.status === 'failed');
  const hasRisen = RANK[incoming.status] >= RANK[held.status];
  if (isOlderText(held, incoming, origin)) return hasRisen || isRetry ? withText(incoming, held) : held;
  return hasRisen || isRetry ? incoming : { ...incoming, status: held.status, error: held.error };
}

function isOlderText(held: MessageView, incoming: MessageView, origin: Origin): boolean {
  // What was merely asked for may end otherwise: an event tells how.
  if (origin === 'event' && held.pendingChanges.some(({ kind }) => kind !== 'reaction')) return false;
  if (held.revokedAt) return !incoming.revokedAt;
  return (incoming.editedAt ?? '') < (held.editedAt ?? '') && !incoming.revokedAt;
}

function withText(view: MessageView, { text, editedAt, revokedAt }: MessageView): MessageView {
  return { ...view, text, editedAt, revokedAt };
}
