import type { WahaError } from '@/lib/waha/http';
import type { MessageErrorCode } from './schema';

/** What follows from a send that brought no success. */
export type Outcome =
  /** Nothing left: it stays queued, later again. */
  | { kind: 'wait' }
  /** Nobody knows whether it left: it is asked for, never sent again blindly. */
  | { kind: 'check' }
  /** WhatsApp or WAHA said no. */
  | { kind: 'fail'; code: MessageErrorCode };

/**
 * Reads WAHA's refusal. There are no error codes to match on, so the engine's own text decides (2026.2.1): 463 is
 * WhatsApp's reach-out lock; 422 means that the session is not WORKING and nothing was tried.
 */
export function outcomeOf(error: WahaError): Outcome {
  if (error.kind === 'unreachable') return { kind: 'wait' };
  if (error.kind === 'unanswered') return { kind: 'check' };
  const status = error.status ?? 0;
  if (status === 401 || status === 403 || status === 422 || status === 429) return { kind: 'wait' };
  if (status === 413) return { kind: 'fail', code: 'media_refused' };
  if (status === 501) return { kind: 'fail', code: 'not_supported' };
  if (/\b463\b/.test(error.reason)) return { kind: 'fail', code: 'restricted' };
  if (/no lid for user|not on whatsapp|number.*not exist/i.test(error.reason))
    return { kind: 'fail', code: 'not_on_whatsapp' };
  // A lost connection shows as WORKING for two more seconds (2026.2.1); a gateway's 502 to 504 tells nothing.
  if (
    status > 500 ||
    /connection (closed|lost|terminated)|timed? ?out|not connected|stream/i.test(error.reason)
  )
    return { kind: 'check' };
  return { kind: 'fail', code: 'rejected' };
}
