import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { z } from 'zod';
import { database } from '@/db/client';
import { toAppError } from '@/lib/core/database-errors';
import { newId } from '@/lib/core/ids';
import { authSecret, env } from '@/lib/env';
import { clientAddress } from './client-address';
import { verifyPassword } from './passwords';
import { findFirstMembership, findUserByEmail } from './queries';
import { enforceLimit, forgetHits } from './rate-limits';

const ACCOUNT_ATTEMPTS = 10;
const ADDRESS_ATTEMPTS = 50;
const WINDOW_SECONDS = 15 * 60;

const credentials = z.object({ email: z.email().max(320), password: z.string().min(1).max(1024) });

/** next-auth 4, credentials only. The cookie says who and which version; what they may do is read from the database. */
export function authOptions(): NextAuthOptions {
  return {
    secret: authSecret(),
    session: { strategy: 'jwt', maxAge: 30 * 24 * 60 * 60 },
    pages: { signIn: '/sign-in' },
    useSecureCookies: env().APP_URL.startsWith('https://'),
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: (given, request) => signIn(given, new Headers(request.headers as Record<string, string>)),
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        if (user)
          Object.assign(token, {
            sub: user.id,
            version: user.sessionVersion,
            organizationId: user.organizationId,
            signInId: newId(),
          });
        return token;
      },
      session({ session, token }) {
        session.userId = token.sub;
        session.sessionVersion = token.version;
        session.organizationId = token.organizationId;
        session.signInId = token.signInId;
        return session;
      },
    },
  };
}

/** Throws errors whose message is a code the sign-in page knows: `invalid_credentials`, `rate_limited`, `unavailable`. */
async function signIn(given: unknown, headers: Headers) {
  const parsed = credentials.safeParse(given);
  if (!parsed.success) throw new Error('invalid_credentials');
  const { email, password } = parsed.data;
  try {
    const accountKey = `sign-in:account:${email.toLowerCase()}`;
    const address = clientAddress(headers);
    if (address)
      await enforceLimit(database(), `sign-in:address:${address}`, ADDRESS_ATTEMPTS, WINDOW_SECONDS);
    await enforceLimit(database(), accountKey, ACCOUNT_ATTEMPTS, WINDOW_SECONDS);
    const user = await findUserByEmail(email);
    const isRight = await verifyPassword(user?.passwordHash, password);
    const membership = user && isRight ? await findFirstMembership(user.id) : undefined;
    if (!user || !membership) throw new Error('invalid_credentials');
    await forgetHits(database(), accountKey);
    return { id: user.id, sessionVersion: user.sessionVersion, organizationId: membership.organizationId };
  } catch (error) {
    if (error instanceof Error && error.message === 'invalid_credentials') throw error;
    throw new Error(toAppError(error).code, { cause: error });
  }
}
