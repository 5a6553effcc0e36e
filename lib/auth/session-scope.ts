import 'server-only';
import { getServerSession } from 'next-auth';
import { cache } from 'react';
import { database } from '@/db/client';
import { AppError } from '@/lib/core/errors';
import { MODULES, ROLE_PERMISSIONS } from '@/lib/core/permissions';
import type { Scope } from '@/lib/core/scope';
import { authOptions } from './options';
import { findSessionOwner, type SessionOwner } from './queries';

export type Session = {
  /** Names this sign-in, and no other: what tabs of a browser share goes by it. Opens nothing. */
  key: string;
  scope: Scope;
  me: Pick<SessionOwner, 'name' | 'email' | 'role' | 'organizationName' | 'timeZone'> & { userId: string };
  /** What an open event stream is checked against. */
  credential: { kind: 'session'; userId: string; sessionVersion: number; organizationId: string };
};

/** The signed-in person, or undefined. Read once per request, from the database. */
export const findSession = cache(async (): Promise<Session | undefined> => {
  const claim = await getServerSession(authOptions());
  const { userId, sessionVersion, organizationId, signInId } = claim ?? {};
  if (!userId || sessionVersion === undefined || !organizationId) return undefined;
  const owner = await findSessionOwner({ userId, sessionVersion, organizationId });
  if (!owner) return undefined;
  const off = new Set(owner.disabledModules);
  return {
    key: [userId, organizationId, sessionVersion, signInId].join('.'),
    scope: {
      organizationId,
      actor: {
        kind: 'user',
        userId,
        name: owner.name,
        role: owner.role,
        permissions: new Set(ROLE_PERMISSIONS[owner.role]),
      },
      db: database(),
      modules: new Set(MODULES.filter((module) => !off.has(module))),
    },
    me: {
      userId,
      name: owner.name,
      email: owner.email,
      role: owner.role,
      organizationName: owner.organizationName,
      timeZone: owner.timeZone,
    },
    credential: { kind: 'session', userId, sessionVersion, organizationId },
  };
});

/** The signed-in person's session; throws `unauthenticated`. */
export async function requireSession(): Promise<Session> {
  const session = await findSession();
  if (!session) throw new AppError('unauthenticated');
  return session;
}
