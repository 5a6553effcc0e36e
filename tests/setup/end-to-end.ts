import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort } from '../../db/embedded-server/ports';
import { startSimulator } from '../../scripts/lib/simulator';
import { chosenMode, type Mode, startInstallation } from './modes';
import { cloneDatabase, startTestPostgres } from './test-postgres';

/** What a test can reach; every worker reads it with {@link endToEnd}. */
export type EndToEnd = {
  /** How the app runs. */
  mode: Mode;
  appUrl: string;
  /** The listener for webhooks of the same installation; `appUrl` in serverless. */
  webhookUrl: string;
  databaseUrl: string;
  /** For fault tests that want a database of their own on the same server: `cloneDatabase(serverUrl)`. */
  serverUrl: string;
  simulator: { url: string; apiKey: string };
  /** A folder that goes away with the run. */
  dataDir: string;
};

/** How much faster than WAHA the simulator is in tests. */
const SIMULATOR_SPEED = 5;
/** Nearly every test links a number. */
const PAIR_MS = 400;

/** Playwright's global set-up: one Postgres, one simulator and one installation of the built app for all tests. */
export default async function setup(): Promise<() => Promise<void>> {
  const stops: (() => Promise<unknown>)[] = [];
  const tearDown = async () => {
    for (const stop of stops.reverse()) await stop();
  };
  try {
    const postgres = await startTestPostgres();
    stops.push(postgres.remove);
    const { dataDir, serverUrl } = postgres;
    const databaseUrl = await cloneDatabase(serverUrl);
    const apiKey = randomBytes(16).toString('hex');
    const simulator = await startSimulator({
      port: await freePort(),
      apiKey,
      speed: SIMULATOR_SPEED,
      pairMs: PAIR_MS,
      dataDir: join(dataDir, 'simulator'),
      logFile: join(dataDir, 'simulator.log'),
    });
    stops.push(simulator.stop);
    const mode = chosenMode();
    const ground = { databaseUrl, simulator: { url: simulator.url, apiKey }, dataDir };
    const { appUrl, webhookUrl, stop } = await startInstallation(mode, ground);
    stops.push(stop);
    const shared: EndToEnd = {
      mode,
      appUrl,
      webhookUrl,
      databaseUrl,
      serverUrl,
      simulator: { url: simulator.url, apiKey },
      dataDir,
    };
    process.env.RECADO_END_TO_END = JSON.stringify(shared);
    return tearDown;
  } catch (error) {
    await tearDown();
    throw error;
  }
}

/** What the global set-up started. */
export function endToEnd(): EndToEnd {
  const shared = process.env.RECADO_END_TO_END;
  if (!shared) throw new Error('The global set-up has not run: start the tests with `npx playwright test`.');
  return JSON.parse(shared) as EndToEnd;
}
