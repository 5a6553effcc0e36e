import { launchApp } from '../lib/app-server';
import { Fault } from '../lib/fault';
import { shutdownOnSignals, stopOnError } from '../lib/shutdown';
import { announce } from './announce';
import { listenHost, prepareGround, startSurroundings } from './parts';
import { fillWithSample } from './sample';

/** `npm run dev`: the demo's database and simulator, and `next dev` on this screen. */
export async function main(): Promise<void> {
  const shutdown = shutdownOnSignals(console.log);
  await stopOnError(shutdown, async () => {
    const ground = await prepareGround();
    const around = await startSurroundings(ground, shutdown);
    await announce(ground.settings.APP_URL, around);
    const app = launchApp({
      mode: 'dev',
      port: around.port,
      host: listenHost(ground.settings),
      env: around.appEnv,
      shutdown,
    });
    void fillWithSample(around, shutdown);
    await app.exited;
    throw new Fault('The development server stopped by itself.');
  });
}
