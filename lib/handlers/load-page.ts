import 'server-only';
import { notFound, redirect } from 'next/navigation';
import { findSession, type Session } from '@/lib/auth/session-scope';
import { AppError } from '@/lib/core/errors';
import type { Scope } from '@/lib/core/scope';

/**
 * What a page shows. Signed out leads to sign-in; what does not exist for this organization, or belongs to a
 * module that is off, or to another role, is the 404 page.
 */
export async function loadPage<T>(load: (scope: Scope, session: Session) => Promise<T>): Promise<T> {
  const session = await findSession();
  if (!session) redirect('/sign-in');
  try {
    return await load(session.scope, session);
  } catch (error) {
    if (error instanceof AppError && ['not_found', 'module_disabled', 'forbidden'].includes(error.code))
      notFound();
    throw error;
  }
}
