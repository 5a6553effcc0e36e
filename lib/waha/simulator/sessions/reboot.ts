import type { Server } from 'node:http';
import type { World } from '../world';
import { createSession } from './session';
import { walkUp } from './walk';

/**
 * The process dies and comes back: retries, files and sockets are gone, credentials stay. Where WAHA
 * keeps configs, sessions that ran start by themselves; free images before 2026.6.1 come back with
 * `config: null`, STOPPED.
 */
export async function reboot(world: World, server: Server, listen: () => Promise<void>): Promise<void> {
  world.events.webhooks.forget();
  world.events.websockets?.cut();
  world.files.purge();
  const running = [...world.sessions.values()].filter((session) => session.present);
  for (const session of world.sessions.values()) {
    session.cancelWalk();
    session.cancelOnline();
    Object.assign(session, {
      status: 'STOPPED',
      statuses: [],
      present: false,
      qr: null,
      pairingCode: null,
      passkey: null,
      presence: null,
      activity: null,
      networkDown: false,
      silent: false,
    });
    session.subscriptions.clear();
    if (!world.options.configPersists) session.config = null;
  }
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
  await world.clock.wait(world.options.timings.rebootMs);
  world.startedAt = Date.now();
  if (world.features.defaultOnly && !world.sessions.has('default')) {
    world.sessions.set('default', createSession('default', null, world.network));
  }
  await listen();
  if (world.options.configPersists) for (const session of running) walkUp(world, session);
}
