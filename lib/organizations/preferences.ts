import { AppError } from '@/lib/core/errors';
import type { Scope } from '@/lib/core/scope';
import { selectPreferences, updatePreferences } from './preference-queries';
import type { Preferences } from './schema';

const PLAIN: Preferences = { sendWith: 'enter', undoSeconds: 0 };

/** How the caller writes here; what anybody begins with for who is no person. */
export async function getPreferences(scope: Scope): Promise<Preferences> {
  if (scope.actor.kind !== 'user') return PLAIN;
  const row = await selectPreferences(scope, scope.actor.userId);
  return row ? { sendWith: row.sendWith, undoSeconds: row.undoSeconds > 0 ? 5 : 0 } : PLAIN;
}

/** Keeps how the caller writes here: their own matter, whatever they may do else. Throws `forbidden` for who is no person. */
export async function setPreferences(scope: Scope, preferences: Preferences): Promise<Preferences> {
  if (scope.actor.kind !== 'user') throw new AppError('forbidden');
  await updatePreferences(scope, scope.actor.userId, preferences);
  return preferences;
}
