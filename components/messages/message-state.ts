import type { MessageErrorCode, MessageView } from '@/lib/messages/schema';

/** The number a conversation goes through, as far as its messages are concerned. */
export type NumberNow = { id: string; name: string; state: 'connected' | 'away' | 'off' };

/** Ways out: send again; let it go at once; go and connect the number; take it as it is. */
export type StateAction = 'retry' | 'retryAnyway' | 'release' | 'openNumber' | 'leave';

/** What stands below a message that has not simply left: a sentence (`conversations.states`) and its ways out. */
export type StateNote = {
  text:
    | 'numberOff'
    | 'serverAway'
    | 'behind'
    | 'slow'
    | `held_${NonNullable<MessageView['held']>['reason']}`
    | 'checking'
    | 'failed'
    | `failed_${MessageErrorCode}`;
  isBad?: true;
  actions: readonly StateAction[];
  /** Said only when it has lasted so long: what passes by itself at once needs no words. */
  afterMs?: number;
};

const PATIENCE_MS = 5_000;

const AGAIN: readonly StateAction[] = ['retry'];
const FAILURES: Record<MessageErrorCode, readonly StateAction[]> = {
  restricted: AGAIN,
  not_on_whatsapp: AGAIN,
  media_refused: AGAIN,
  not_supported: AGAIN,
  rejected: AGAIN,
  // Nobody can tell whether it left: a person decides.
  unsettled: ['retryAnyway', 'leave'],
};

/** What to say of a message of ours now; undefined where its tick says everything. */
export function stateOf(
  { direction, status, error, held, revokedAt }: MessageView,
  { number, isBehind }: { number: NumberNow | undefined; isBehind: boolean },
): StateNote | undefined {
  // Cancelled here before it left: there is nothing to explain, and nothing to send again.
  if (direction === 'inbound' || revokedAt) return undefined;
  if (status === 'checking') return { text: 'checking', actions: [] };
  if (status === 'failed')
    return error ? failed(error.code) : { text: 'failed', isBad: true, actions: AGAIN };
  if (status !== 'queued') return undefined;
  if (number?.state === 'off') return { text: 'numberOff', actions: ['openNumber'] };
  if (number?.state === 'away') return { text: 'serverAway', actions: [] };
  if (held) return { text: `held_${held.reason}`, actions: ['release'] };
  return { text: isBehind ? 'behind' : 'slow', actions: [], afterMs: PATIENCE_MS };
}

const failed = (code: MessageErrorCode): StateNote => ({
  text: `failed_${code}`,
  isBad: true,
  actions: FAILURES[code],
});
