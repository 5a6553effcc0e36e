import { database } from '@/db/client';
import { AppError } from '@/lib/core/errors';
import { MODULES, PERMISSIONS, type Permission } from '@/lib/core/permissions';
import type { Scope } from '@/lib/core/scope';
import { sha256 } from '@/lib/core/secrets';
import { env } from '@/lib/env';
import { findTokenAndCount } from './queries';

export type TokenSession = {
  scope: Scope;
  credential: { kind: 'token'; tokenId: string; organizationId: string };
};

/**
 * The scope of a bearer token. Throws `unauthenticated` for an unknown or revoked one, `module_disabled` when the
 * organization has its API switched off, `rate_limited` (when `isLimited`) above the requests a second.
 */
export async function tokenSession(authorization: string, isLimited: boolean): Promise<TokenSession> {
  const token = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
  if (!token) throw new AppError('unauthenticated');
  const owner = await findTokenAndCount(sha256(token));
  if (!owner) throw new AppError('unauthenticated');
  if (isLimited && owner.hits > env().LIMIT_REQUESTS_PER_SECOND)
    throw new AppError('rate_limited', { retryAfter: 1 });
  const off = new Set(owner.disabledModules);
  if (off.has('api'))
    throw new AppError('module_disabled', { detail: 'moduleOff', params: { module: 'api' } });
  const scopes = new Set(owner.scopes);
  return {
    scope: {
      organizationId: owner.organizationId,
      actor: {
        kind: 'token',
        tokenId: owner.id,
        name: owner.name,
        permissions: new Set(
          PERMISSIONS.filter((scope): scope is Permission => scopes.has('*') || scopes.has(scope)),
        ),
      },
      db: database(),
      modules: new Set(MODULES.filter((module) => !off.has(module))),
    },
    credential: { kind: 'token', tokenId: owner.id, organizationId: owner.organizationId },
  };
}
