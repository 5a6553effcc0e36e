import type { Executor } from '@/db/client';
import { hashPassword } from '@/lib/auth/passwords';
import { violatedConstraint } from '@/lib/core/database-errors';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { sha256 } from '@/lib/core/secrets';
import { insertOrganization } from './queries';

export type NewOrganization = {
  name: string;
  email: string;
  password: string;
  ownerName?: string;
  token?: string;
};

/**
 * An organization with its owner and, if given, a full-scope token with just that value: all or nothing. Throws
 * `conflict` when the address or the token is taken.
 */
export async function createOrganization(
  db: Executor,
  { name, email, password, ownerName, token }: NewOrganization,
): Promise<{ organizationId: string; userId: string }> {
  const organizationId = newId();
  const userId = newId();
  const owner = {
    id: userId,
    email,
    name: ownerName ?? email.split('@')[0] ?? email,
    passwordHash: await hashPassword(password),
  };
  const tokenRow = token && {
    id: newId(),
    name: 'API',
    tokenHash: sha256(token),
    hint: token.slice(-4),
    scopes: ['*'],
    createdByUserId: userId,
  };
  await insertOrganization(db, { id: organizationId, name }, owner, tokenRow || undefined).catch(
    (error: unknown) => {
      if (violatedConstraint(error)) throw new AppError('conflict', { cause: error });
      throw error;
    },
  );
  return { organizationId, userId };
}
