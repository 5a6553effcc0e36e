import { z } from 'zod';
import { PERMISSIONS, type Permission } from '@/lib/core/permissions';

/** What a token may do; `*` is everything, also what comes in the future. */
export type TokenScope = Permission | '*';

/** A token as the settings page shows it; the token itself is shown once, at creation. */
export type TokenView = {
  id: string;
  name: string;
  hint: string;
  scopes: string[];
  createdByName: string | null;
  createdAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
};

export const createTokenInput = z.object({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(['*', ...PERMISSIONS])).min(1),
});
export type CreateTokenInput = z.infer<typeof createTokenInput>;

export const revokeTokenInput = z.object({ id: z.uuid() });
