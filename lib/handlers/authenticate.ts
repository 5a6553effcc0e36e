import { findSession } from '@/lib/auth/session-scope';
import { tokenSession } from '@/lib/auth/token-scope';
import { AppError } from '@/lib/core/errors';
import type { Scope } from '@/lib/core/scope';
import { env } from '@/lib/env';

export type Caller = {
  /** Names the sign-in of a browser; tokens have none. */
  key?: string;
  scope: Scope;
  credential:
    | { kind: 'token'; tokenId: string; organizationId: string }
    | { kind: 'session'; userId: string; sessionVersion: number; organizationId: string };
};

/** Who calls: the bearer token if there is one, else the browser's session. Throws `unauthenticated`, `forbidden`, `rate_limited`. */
export async function authenticate(request: Request, { isLimited = true } = {}): Promise<Caller> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) return tokenSession(authorization, isLimited);
  const session = await findSession();
  if (!session) throw new AppError('unauthenticated');
  if (request.method !== 'GET' && request.method !== 'HEAD') requireSameOrigin(request);
  return session;
}

/**
 * Throws `unauthenticated` when a page of another sign-in asks: the cookie may have changed since it was opened, and what
 * it shows must not be mixed. `key` null is no page.
 */
export function requireSameSignIn(caller: Caller, key: string | null): void {
  if (key !== null && key !== caller.key) throw new AppError('unauthenticated');
}

/** A write that rides on a cookie must come from our own pages. */
export function requireSameOrigin(request: Request): void {
  const origin = request.headers.get('origin');
  const own = `${new URL(request.url).protocol}//${request.headers.get('host')}`;
  if (origin !== own && origin !== new URL(env().APP_URL).origin)
    throw new AppError('forbidden', { detail: 'origin' });
}
