import { randomBytes } from 'node:crypto';
import { freePort } from '../../db/embedded-server/ports';
import { startBalancer } from './balancer';
import { startPgbouncer } from './pgbouncer';
import { startRedis } from './redis';
import { runNode } from './run-node';
import { startScheduler } from './scheduler';
import { appSettings, startTestApp, type TestAppOptions } from './test-app';

/** Every way to run that needs no other program. The same suite passes in each of them. */
export const MODES = ['one', 'two', 'serverless'] as const;
/** `scale`: two processes, PgBouncer in front of Postgres, and Redis. */
export type Mode = (typeof MODES)[number] | 'scale';

export type Installation = {
  appUrl: string;
  /** Where the listener for webhooks is; in serverless there is none, and it is `appUrl`. */
  webhookUrl: string;
  stop: () => Promise<void>;
};

type Ground = Pick<TestAppOptions, 'databaseUrl' | 'simulator' | 'dataDir'>;

/** The minute of the platform's scheduler. */
const SCHEDULER_MS = 2_000;
/** A platform cuts functions off; ours end their streams before that. */
const STREAM_SECONDS = 30;
const CUT_MS = 60_000;

/** The mode that `RECADO_TEST_MODE` names; one process when it names none. */
export function chosenMode(): Mode {
  const mode = process.env.RECADO_TEST_MODE ?? 'one';
  if (!(mode in STARTS)) throw new Error(`RECADO_TEST_MODE is one of ${Object.keys(STARTS).join(', ')}.`);
  return mode as Mode;
}

/** Starts the built app in this mode. */
export const startInstallation = (mode: Mode, ground: Ground): Promise<Installation> => STARTS[mode](ground);

const STARTS: Record<Mode, (ground: Ground) => Promise<Installation>> = {
  one: startOne,
  two: (ground) => startTwo(ground),
  serverless: startServerless,
  scale: startScale,
};

async function startOne(ground: Ground): Promise<Installation> {
  const webhookPort = await freePort();
  const env = { WEBHOOK_PORT: String(webhookPort), HOSTNAME: '127.0.0.1' };
  const app = await startTestApp({ ...ground, env });
  return { appUrl: app.url, webhookUrl: `http://127.0.0.1:${webhookPort}`, stop: app.stop };
}

/** Two processes on one database; each request goes to the next of them. */
async function startTwo(ground: Ground, more: Record<string, string> = {}): Promise<Installation> {
  const ports = [await freePort(), await freePort()];
  const webhookPorts = [await freePort(), await freePort()];
  const balancer = await startBalancer(ports);
  const webhooks = await startBalancer(webhookPorts);
  const env = { ...addresses(balancer.port), HOSTNAME: '127.0.0.1', ...more };
  const apps = await Promise.all(
    ports.map((port, index) =>
      startTestApp({ ...ground, port, env: { ...env, WEBHOOK_PORT: String(webhookPorts[index]) } }),
    ),
  );
  return {
    appUrl: env.APP_URL,
    webhookUrl: `http://127.0.0.1:${webhooks.port}`,
    stop: async () => {
      for (const app of apps) await app.stop();
      await Promise.all([balancer.stop(), webhooks.stop()]);
    },
  };
}

/** As {@link startTwo}, through a transaction pooler and with hints over Redis. */
async function startScale(ground: Ground): Promise<Installation> {
  const pooler = await startPgbouncer(ground.databaseUrl, ground.dataDir);
  const redis = await startRedis(await freePort(), ground.dataDir);
  const installation = await startTwo(
    { ...ground, databaseUrl: pooler.url },
    { DATABASE_DIRECT_URL: ground.databaseUrl, REDIS_URL: redis.url },
  );
  return {
    ...installation,
    stop: async () => {
      await installation.stop();
      await Promise.all([pooler.stop(), redis.stop()]);
    },
  };
}

/** Two processes that share no memory and do nothing unasked, a scheduler, and a platform that cuts answers off. */
async function startServerless(ground: Ground): Promise<Installation> {
  const secret = randomBytes(16).toString('hex');
  const ports = [await freePort(), await freePort()];
  const balancer = await startBalancer(ports, { cutAfterMs: CUT_MS });
  const env = {
    ...addresses(balancer.port),
    RUNTIME: 'serverless',
    CRON_SECRET: secret,
    EVENT_STREAM_SECONDS: String(STREAM_SECONDS),
  };
  await runNode(['--conditions=react-server', 'scripts/migrate.mjs'], { ...appSettings(ground), ...env });
  const apps = await Promise.all(ports.map((port) => startTestApp({ ...ground, port, env })));
  const scheduler = startScheduler(env.APP_URL, secret, SCHEDULER_MS);
  return {
    appUrl: env.APP_URL,
    webhookUrl: env.APP_URL,
    stop: async () => {
      await scheduler.stop();
      for (const app of apps) await app.stop();
      await balancer.stop();
    },
  };
}

const addresses = (port: number) => ({
  APP_URL: `http://localhost:${port}`,
  WEBHOOK_BASE_URL: `http://127.0.0.1:${port}`,
});
