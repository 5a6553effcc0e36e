import type { LinkRow } from './queries';
import type { LinkState } from './schema';

/** How a link stands: what ended it, else whether somebody has it. */
export function linkStateOf({ link, connectedAt, secondsLeft }: LinkRow): LinkState {
  if (connectedAt && connectedAt.getTime() !== link.connectedBefore?.getTime()) return 'done';
  if (link.revokedAt) return 'revoked';
  if (secondsLeft < 0) return 'expired';
  return link.claimedAt ? 'claimed' : 'open';
}
