import { join } from 'node:path';
import { startApp } from '../lib/app-server';
import { buildApp, isBuildStale } from '../lib/build';
import { Fault } from '../lib/fault';
import { lastLines } from '../lib/logs';
import { shutdownOnSignals, stopOnError } from '../lib/shutdown';
import { announce } from './announce';
import { listenHost, prepareGround, startSurroundings } from './parts';
import { fillWithSample } from './sample';
import { step } from './screen';

/** `npm run demo`: database, simulator, build and production server, until Ctrl+C. */
export async function main(): Promise<void> {
  const shutdown = shutdownOnSignals(console.log);
  await stopOnError(shutdown, async () => {
    const ground = await prepareGround();
    const around = await startSurroundings(ground, shutdown);
    const logFile = join(around.dataDir, 'logs', 'app.log');
    if (isBuildStale()) {
      await step('Building (half a minute the first time)', 'Built', () =>
        buildApp(join(around.dataDir, 'logs', 'build.log'), shutdown),
      );
    }
    const app = await step('Starting Recado', 'Recado is up', () =>
      startApp({
        mode: 'start',
        port: around.port,
        host: listenHost(ground.settings),
        env: around.appEnv,
        logFile,
        shutdown,
      }),
    );
    await announce(ground.settings.APP_URL, around, logFile);
    void fillWithSample(around, shutdown);
    await app.exited;
    throw new Fault(`The web server stopped by itself; its log ends with:\n${lastLines(logFile)}`);
  });
}
