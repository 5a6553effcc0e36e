import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../db/embedded';
import { ensureDataDir } from '../../db/embedded-server/data-folder';
import { freePort } from '../../db/embedded-server/ports';
import { migrateDatabase } from '../../db/migrate';
import { type Env, env } from '../../lib/env';
import { Fault } from '../lib/fault';
import { isLocalPortFree } from '../lib/http';
import { ensureSecrets, type Secrets } from '../lib/secrets';
import type { Shutdown } from '../lib/shutdown';
import { startSimulator } from '../lib/simulator';
import { step } from './screen';

export const DEMO_EMAIL = 'demo@recado.local';

export type Surroundings = {
  port: number;
  /** The real path of the data folder. */
  dataDir: string;
  secrets: Secrets;
  databaseUrl: string;
  /** The address of the simulator's phone; none when WAHA_URL names a real WAHA. */
  phoneUrl?: string;
  /** What filling the demo with a sample takes; none beside a real WAHA, or when the owner is the user's own. */
  sample?: { token: string; simulatorUrl: string };
  /** What the web server is started with. */
  appEnv: Record<string, string>;
};

/** The free port and the data folder, before anything is started. Throws a sentence when either can't be had. */
export async function prepareGround(): Promise<{ settings: Env; dataDir: string; secrets: Secrets }> {
  const settings = env();
  if (!(await isLocalPortFree(settings.PORT))) {
    throw new Fault(
      `Port ${settings.PORT} is taken by another program: stop it, or choose another with PORT=….`,
    );
  }
  const dataDir = ensureDataDir(settings.RECADO_DATA_DIR);
  return { settings, dataDir, secrets: ensureSecrets(dataDir) };
}

/** Starts what stands around the web server: database and WAHA, or takes the ones that the settings name. */
export async function startSurroundings(
  { settings, dataDir, secrets }: Awaited<ReturnType<typeof prepareGround>>,
  shutdown: Shutdown,
): Promise<Surroundings> {
  const databaseUrl = await step('Starting the database', 'Database ready', async () => {
    const url = settings.DATABASE_URL ?? (await embeddedUrl(dataDir, shutdown));
    await migrateDatabase(settings.DATABASE_DIRECT_URL ?? url);
    return url;
  });
  const waha = settings.WAHA_URL ? undefined : await simulator(dataDir, secrets, settings.PORT + 1, shutdown);
  const sample =
    waha && !isAnyBootstrapSet() ? { token: secrets.apiToken, simulatorUrl: waha.url } : undefined;
  const appEnv: Record<string, string> = {
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: settings.AUTH_SECRET ?? secrets.authSecret,
    RECADO_DATA_DIR: dataDir,
    ...(waha && { WAHA_URL: waha.url, WAHA_API_KEY: secrets.wahaApiKey }),
    // A tunnel beside an address of one's own would only be in the way.
    ...(settings.NGROK_AUTHTOKEN && !process.env.WEBHOOK_BASE_URL && { TUNNEL: 'true' }),
    ...(isOwnerNamed(settings) ? {} : demoOwner(secrets)),
    ...(sample && { BOOTSTRAP_API_TOKEN: sample.token }),
  };
  return {
    port: settings.PORT,
    dataDir,
    secrets,
    databaseUrl,
    phoneUrl: waha && `${waha.url}/phone`,
    sample,
    appEnv,
  };
}

/**
 * Demo and dev listen on this machine only, unless the settings say that others (a WAHA in a container, say)
 * reach them under another name.
 */
export function listenHost(settings: Env): string | undefined {
  const names = [settings.APP_URL, settings.WEBHOOK_BASE_URL].map((url) => new URL(url).hostname);
  return names.every((name) => ['localhost', '127.0.0.1'].includes(name)) ? '127.0.0.1' : undefined;
}

function isOwnerNamed(settings: Env): boolean {
  return Boolean(settings.BOOTSTRAP_EMAIL ?? settings.BOOTSTRAP_PASSWORD ?? settings.BOOTSTRAP_API_TOKEN);
}

function isAnyBootstrapSet(): boolean {
  return Object.entries(process.env).some(([name, value]) => name.startsWith('BOOTSTRAP_') && value);
}

function demoOwner(secrets: Secrets): Record<string, string> {
  return {
    BOOTSTRAP_EMAIL: DEMO_EMAIL,
    BOOTSTRAP_PASSWORD: secrets.demoPassword,
    BOOTSTRAP_ORGANIZATION: process.env.BOOTSTRAP_ORGANIZATION || 'Casa Aurora',
  };
}

async function embeddedUrl(dataDir: string, shutdown: Shutdown): Promise<string> {
  const server = await startEmbeddedPostgres({ dataDir, durable: true });
  shutdown.add(server.stop);
  return server.url;
}

async function simulator(dataDir: string, secrets: Secrets, wantedPort: number, shutdown: Shutdown) {
  return step('Starting the WAHA simulator', 'WAHA simulator ready', async () => {
    const port = (await isLocalPortFree(wantedPort)) ? wantedPort : await freePort();
    return startSimulator({
      port,
      apiKey: secrets.wahaApiKey,
      speed: 1,
      dataDir: join(dataDir, 'simulator'),
      logFile: join(dataDir, 'logs', 'simulator.log'),
      shutdown,
    });
  });
}
