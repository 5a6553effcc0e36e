import { notFound, unprocessable } from '../http/http-error';
import { History } from '../network/history';
import { stopDelay } from '../version';
import type { World } from '../world';
import { refuseOtherNames } from './guard';
import { createSession, type Session } from './session';
import type { SessionConfig } from './session-config';
import { walkDown, walkUp } from './walk';

/** Unpairing takes WAHA one second more. */
const UNPAIR_MS = 1_000;

/** The session by name, or WAHA's 404 (2026 free images refuse foreign names with 422 first). */
export function requireSession(world: World, name: string): Session {
  if (!world.features.legacyPayloads) refuseOtherNames(world, name);
  const session = world.sessions.get(name);
  if (!session) throw notFound(world.features, 'Session not found');
  return session;
}

/**
 * Creates a session and starts it when `start` is truthy. Free images before 2026.6.1: after a DELETE,
 * creating without `start` answers 201 with an empty body and creates nothing (observed).
 */
export function create(world: World, name: string, config: SessionConfig | null, start: boolean) {
  refuseOtherNames(world, name);
  return world.locks.run(name, async () => {
    if (world.sessions.has(name)) {
      throw unprocessable(world.features, `Session '${name}' already exists. Use PUT to update it.`);
    }
    if (world.features.defaultOnly && !start) return undefined;
    const session = createSession(name, config, world.network);
    world.sessions.set(name, session);
    if (start) walkUp(world, session);
    world.touch();
    return session;
  });
}

/** Replaces the whole config; a running session is stopped and started again. */
export function replaceConfig(world: World, name: string, config: SessionConfig | null): Promise<Session> {
  refuseOtherNames(world, name);
  const session = requireSession(world, name);
  return world.locks.run(name, async () => {
    session.config = config;
    if (session.present) {
      await halt(world, session);
      walkUp(world, session);
    }
    world.touch();
    return session;
  });
}

/** Starts a session. Running or FAILED: no-op since 2026.6.1, refused with 422 before. */
export function start(world: World, name: string): Promise<Session> {
  refuseOtherNames(world, name);
  requireSession(world, name);
  return world.locks.run(name, async () => {
    const session = requireSession(world, name);
    if (session.present) {
      if (world.features.idempotentStart) return session;
      throw unprocessable(world.features, `Session '${name}' is already started.`);
    }
    walkUp(world, session);
    return session;
  });
}

/** Stops a session and keeps everything; unknown names are fine. */
export function stop(world: World, name: string): Promise<Session | undefined> {
  refuseOtherNames(world, name);
  return world.locks.run(name, async () => {
    const session = world.sessions.get(name);
    if (session?.present) await halt(world, session);
    return session;
  });
}

export function restart(world: World, name: string): Promise<Session> {
  refuseOtherNames(world, name);
  const session = requireSession(world, name);
  return world.locks.run(name, async () => {
    if (session.present) await halt(world, session);
    walkUp(world, session);
    return session;
  });
}

/** Unpairs and forgets the credentials, keeps the config; a running session starts over with a QR. */
export function logout(world: World, name: string): Promise<Session> {
  refuseOtherNames(world, name);
  const session = requireSession(world, name);
  return world.locks.run(name, async () => {
    const running = session.present;
    if (running) {
      await halt(world, session);
      await world.clock.wait(UNPAIR_MS);
    }
    forgetAccount(world, session);
    if (running) walkUp(world, session);
    world.touch();
    return session;
  });
}

/** Stops, unpairs and deletes; idempotent. */
export function remove(world: World, name: string): Promise<void> {
  refuseOtherNames(world, name);
  return world.locks.run(name, async () => {
    const session = world.sessions.get(name);
    if (!session) return;
    if (session.present) {
      await halt(world, session);
      await world.clock.wait(UNPAIR_MS);
    }
    forgetAccount(world, session);
    world.sessions.delete(name);
    world.touch();
  });
}

/** `GET /{name}/me` needs a session in the process since 2026.6.1; before, 404 only for unknown ones. */
export function requirePresent(world: World, session: Session): void {
  if (!session.present && !world.features.defaultOnly) throw notFound(world.features, 'Session not found');
}

/** STOPPED is reported before the wait (observed on 2026.2.1). */
async function halt(world: World, session: Session): Promise<void> {
  walkDown(world, session);
  await world.clock.wait(world.options.timings.stopMs ?? stopDelay(world.features, world.options.engine));
}

function forgetAccount(world: World, session: Session): void {
  session.account = null;
  session.unlinked = false;
  session.timelock = null;
  session.capping = null;
  session.silent = false;
  session.waiting = [];
  session.history = new History((chatId) => world.network.conversationKey(chatId));
}
