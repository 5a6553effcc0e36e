import type { Executor } from '@/db/client';
import { apiTokens, memberships, organizations, users } from '@/db/schema';
import { hashPassword } from '@/lib/auth/passwords';
import { violatedConstraint } from '@/lib/core/database-errors';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { sha256 } from '@/lib/core/secrets';

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
  input: NewOrganization,
): Promise<{ organizationId: string; userId: string }> {
  const passwordHash = await hashPassword(input.password);
  const organizationId = newId();
  const userId = newId();
  const name = input.ownerName ?? input.email.split('@')[0] ?? input.email;
  await db
    .transaction(async (tx) => {
      await tx.insert(organizations).values({ id: organizationId, name: input.name });
      await tx.insert(users).values({ id: userId, email: input.email, name, passwordHash });
      await tx.insert(memberships).values({ organizationId, userId, role: 'owner' });
      if (!input.token) return;
      await tx.insert(apiTokens).values({
        organizationId,
        id: newId(),
        name: 'Full access',
        tokenHash: sha256(input.token),
        hint: input.token.slice(-4),
        scopes: ['*'],
        createdByUserId: userId,
      });
    })
    .catch((error: unknown) => {
      if (violatedConstraint(error)) throw new AppError('conflict', { cause: error });
      throw error;
    });
  return { organizationId, userId };
}
