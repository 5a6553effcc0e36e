import type { MessageStatus } from './schema';

/** A status only rises: this is how high each stands. `failed` is below everything that proves a send. */
const RANK: Record<MessageStatus, number> = {
  queued: 0,
  failed: 1,
  sending: 2,
  checking: 3,
  sent: 4,
  delivered: 5,
  read: 6,
  played: 7,
  received: 8,
};

export const statusRank = (status: MessageStatus): number => RANK[status];

/**
 * The status that several proofs of one message end in, in whichever order they come: WhatsApp's ERROR outweighs that it was
 * handed over, and a receipt outweighs the ERROR.
 */
export const provenBy = (one: MessageStatus, other: MessageStatus): MessageStatus =>
  weight(other) > weight(one) ? other : one;

const weight = (status: MessageStatus) =>
  status === 'failed' ? (RANK.sent + RANK.delivered) / 2 : RANK[status];

/** WhatsApp's ack levels as our status: 0 pending and 1 server are `sent`, since WAHA has handed the message over. */
export function statusOfAck(level: number | null): MessageStatus {
  if (level !== null && level < 0) return 'failed';
  if (level === 2) return 'delivered';
  if (level === 3) return 'read';
  if (level !== null && level >= 4) return 'played';
  return 'sent';
}
