import { randomBytes } from 'node:crypto';
import { freePort } from '../../db/embedded-server/ports';
import { startBalancer } from './balancer';
import { runNode } from './run-node';
import { startScheduler } from './scheduler';
import { appSettings, startTestApp, type TestAppOptions } from './test-app';

/** Every way to run. The same suite passes in each of them. */
export const MODES = ['one', 'two', 'serverless'] as const;
export type Mode = (typeof MODES)[number];

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
  if (!MODES.includes(mode as Mode)) throw new Error(`RECADO_TEST_MODE is one of ${MODES.join(', ')}.`);
  return mode as Mode;
}

/** Starts the built app in this mode. */
export const startInstallation = (mode: Mode, ground: Ground): Promise<Installation> =>
  ({ one: startOne, two: startTwo, serverless: startServerless })[mode](ground);

async function startOne(ground: Ground): Promise<Installation> {
  const webhookPort = await freePort();
  const env = { WEBHOOK_PORT: String(webhookPort), HOSTNAME: '127.0.0.1' };
  const app = await startTestApp({ ...ground, env });
  return { appUrl: app.url, webhookUrl: `http://127.0.0.1:${webhookPort}`, stop: app.stop };
}

/** Two processes on one database; each request goes to the next of them. */
async function startTwo(ground: Ground): Promise<Installation> {
  const ports = [await freePort(), await freePort()];
  const webhookPorts = [await freePort(), await freePort()];
  const balancer = await startBalancer(ports);
  const webhooks = await startBalancer(webhookPorts);
  const env = { ...addresses(balancer.port), HOSTNAME: '127.0.0.1' };
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
