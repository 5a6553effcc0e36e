import { HttpError } from '../http/http-error';
import type { Session } from '../sessions/session';
import type { World } from '../world';

/** A wrong control call: 409 with one sentence. */
export function controlError(message: string): HttpError {
  const error = new HttpError(409, { error: message });
  error.message = message;
  return error;
}

/** The session by name, else the only one there is. */
export function pickSession(world: World, name?: string): Session {
  const session = name ? world.sessions.get(name) : onlySession(world);
  if (!session)
    throw controlError(name ? `No session '${name}'` : 'Name a session: there is not exactly one');
  return session;
}

function onlySession(world: World): Session | undefined {
  const [first, ...others] = world.sessions.values();
  return others.length === 0 ? first : undefined;
}

/** The session, which must be linked to a phone. */
export function linkedSession(world: World, name?: string): Session {
  const session = pickSession(world, name);
  if (!session.account || session.unlinked) throw controlError(`Session '${session.name}' is not linked`);
  return session;
}

/** Digits of a phone in any spelling. */
export function digitsOf(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  if (!/^[1-9]\d{7,14}$/.test(digits)) throw controlError(`'${phone}' is not a phone number`);
  return digits;
}
