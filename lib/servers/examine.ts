import { AppError } from '@/lib/core/errors';
import { authorize, type Scope } from '@/lib/core/scope';
import { encryptSecret } from '@/lib/core/secrets';
import { WahaError } from '@/lib/waha/http';
import { type Address, clientOf, faultOf } from './connect';
import { countOthers } from './others';
import { requireSigning } from './pick';
import type { ServerKnowledge } from './queries';

/** An address and a key that were tried, and who answered. */
export type Examined = Address & ServerKnowledge;

/**
 * Asks an address that somebody gave whether a WAHA stands there that takes the key and signs what it sends. Outside of
 * any transaction. Throws `invalid` on the field that is wrong, `upstream_unavailable` where nobody answers, `conflict`
 * where it can't sign. What it answered otherwise is shown to nobody.
 */
export async function examineServer(
  scope: Scope,
  { url, apiKey }: { url: string; apiKey?: string },
): Promise<Examined> {
  authorize(scope, 'instances', 'servers:manage');
  const address = { url, apiKeyEncrypted: apiKey ? encryptSecret(apiKey) : null, isTrusted: false };
  try {
    const { engine, version, tier } = await clientOf(address).version();
    const known = { engine, version, tier: tier ?? null };
    requireSigning(known);
    const otherSessions = await countOthers(scope.db, address);
    return { ...address, ...known, otherSessions, checkedAt: new Date(), lastError: null };
  } catch (error) {
    throw error instanceof WahaError ? toFieldError(error) : error;
  }
}

const FIELDS = { serverInside: 'url', serverNotWaha: 'url', serverKeyRefused: 'apiKey' } as const;

/** A 422 on the field that somebody filled in wrong, with a sentence of its own. */
function invalid(detail: keyof typeof FIELDS): AppError {
  return new AppError('invalid', { detail, errors: [{ path: FIELDS[detail], message: REASONS[detail] }] });
}

const REASONS = {
  serverInside: 'points inside a private network, which is not allowed here',
  serverNotWaha: 'is not the address of a WAHA server',
  serverKeyRefused: 'was refused by the server',
};

function toFieldError(error: WahaError): AppError {
  switch (faultOf(error)) {
    case 'not_allowed':
      return invalid('serverInside');
    case 'key_refused':
      return invalid('serverKeyRefused');
    case 'not_waha':
      return invalid('serverNotWaha');
    default:
      return new AppError('upstream_unavailable', { detail: 'serverAway', retryAfter: 5, cause: error });
  }
}
