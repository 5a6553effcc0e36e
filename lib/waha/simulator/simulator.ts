import type { AddressInfo } from 'node:net';
import { createClock } from './clock';
import { createControl, type SimulatorControl } from './control/control';
import { EventSink } from './events/emit';
import { WebsocketHub } from './events/websocket';
import { Faults } from './faults';
import { FileStore } from './files';
import { createHttpServer } from './http/server';
import { PhoneNetwork } from './network/network';
import { resolveOptions, type SimulatorOptions } from './options';
import { keepIn } from './persistence';
import { createRandom } from './random';
import { createRouter } from './routes/routes';
import { createNameLock } from './sessions/name-lock';
import { reboot } from './sessions/reboot';
import { createSession } from './sessions/session';
import { featuresOf } from './version';
import type { World } from './world';

/** A running simulator. */
export interface Simulator {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  url: string;
  apiKey: string;
  control: SimulatorControl;
  /** Restarts the simulated process on the same port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a simulated WAHA; resolves once it listens. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const world = createWorld(options);
  const keeper = keepIn(world);
  await keeper.load();
  const control = createControl(world);
  const server = createHttpServer(world, createRouter(control));
  const hub = new WebsocketHub(world);
  hub.attach(server);
  world.events.websockets = hub;
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, world.options.host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  await listen(world.options.port);
  const { port } = server.address() as AddressInfo;
  world.url = `http://${world.options.host}:${port}`;
  world.reboot = () => reboot(world, server, () => listen(port));
  return {
    url: world.url,
    apiKey: world.options.apiKey,
    control,
    restart: world.reboot,
    async close() {
      hub.close();
      world.events.webhooks.close();
      world.clock.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await keeper.save();
    },
  };
}

function createWorld(given: SimulatorOptions): World {
  const features = featuresOf(given.version ?? '2026.8.2');
  const options = resolveOptions(given, features.defaultOnly);
  const clock = createClock(options.speed);
  const world = {
    options,
    features,
    clock,
    random: createRandom(options.seed),
    network: new PhoneNetwork(),
    faults: new Faults(),
    locks: createNameLock(clock, options.timings.lockWaitMs),
    sessions: new Map(),
    startedAt: Date.now(),
    url: '',
    reboot: () => Promise.resolve(),
    touch: () => undefined,
  } as unknown as World;
  world.files = new FileStore(world);
  world.events = new EventSink(world);
  if (features.defaultOnly) world.sessions.set('default', createSession('default', null, world.network));
  return world;
}
