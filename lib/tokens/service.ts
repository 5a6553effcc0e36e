import { AppError } from '@/lib/core/errors';
import { newId, randomText } from '@/lib/core/ids';
import { PERMISSIONS } from '@/lib/core/permissions';
import { authorize, type Scope } from '@/lib/core/scope';
import { sha256 } from '@/lib/core/secrets';
import { insertToken, revokeTokenRow, selectToken, selectTokens, type TokenRow } from './queries';
import type { CreateTokenInput, TokenScope, TokenView } from './schema';

/** Begins every token, so that scanners for leaked secrets can know one. */
const PREFIX = 'rcd_';

/** The organization's tokens, newest first, revoked ones too. */
export async function listTokens(scope: Scope): Promise<TokenView[]> {
  authorize(scope, 'api', 'tokens:manage');
  return (await selectTokens(scope)).map(toTokenView);
}

/**
 * Makes a token. It is in this answer and nowhere else: only its hash is kept. Nobody gives more than they have
 * (`forbidden`).
 */
export async function createToken(
  scope: Scope,
  input: CreateTokenInput,
): Promise<{ token: string; view: TokenView }> {
  authorize(scope, 'api', 'tokens:manage');
  requireOwnPowers(scope, input.scopes);
  const token = PREFIX + randomText(32);
  const id = newId();
  await insertToken(scope, {
    organizationId: scope.organizationId,
    id,
    name: input.name,
    tokenHash: sha256(token),
    hint: token.slice(-4),
    scopes: [...new Set(input.scopes)],
    createdByUserId: scope.actor.kind === 'user' ? scope.actor.userId : null,
  });
  return { token, view: toTokenView(await requireToken(scope, id)) };
}

/** Ends a token, and within 3 s its open streams. Revoking twice changes nothing. */
export async function revokeToken(scope: Scope, id: string): Promise<TokenView> {
  authorize(scope, 'api', 'tokens:manage');
  await requireToken(scope, id);
  await revokeTokenRow(scope, id);
  return toTokenView(await requireToken(scope, id));
}

/** What this caller may choose for a new token, in order: `*` only who may do everything. */
export function offeredScopes(scope: Scope): TokenScope[] {
  const own = ownPowers(scope);
  const offered = own.filter((permission) => permission !== 'tokens:manage');
  return own.length === PERMISSIONS.length ? ['*', ...offered] : offered;
}

const ownPowers = ({ actor }: Scope) =>
  PERMISSIONS.filter((permission) => actor.kind === 'system' || actor.permissions.has(permission));

function requireOwnPowers(scope: Scope, wanted: TokenScope[]): void {
  const own = ownPowers(scope);
  const hasAll = own.length === PERMISSIONS.length;
  if (!wanted.every((one) => (one === '*' ? hasAll : own.includes(one)))) throw new AppError('forbidden');
}

async function requireToken(scope: Scope, id: string): Promise<TokenRow> {
  const row = await selectToken(scope, id);
  if (!row) throw new AppError('not_found');
  return row;
}

function toTokenView({ token, createdByName }: TokenRow): TokenView {
  return {
    id: token.id,
    name: token.name,
    hint: token.hint,
    scopes: token.scopes,
    createdByName,
    createdAt: token.createdAt.toISOString(),
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
  };
}
