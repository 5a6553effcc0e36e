import { join } from 'node:path';
import { freePort } from '../../db/embedded-server/ports';
import { startApp } from '../../scripts/lib/app-server';
import { lastLines } from '../../scripts/lib/logs';
import type { Part } from '../../scripts/lib/part';

/** The same for every server of a test run, so that one can go on with the data of another. */
export const TEST_AUTH_SECRET = 'only-for-tests-0123456789-abcdefghijklmnop';

export type TestAppOptions = {
  databaseUrl: string;
  simulator: { url: string; apiKey: string };
  /** Keeps uploads and the log. */
  dataDir: string;
  /** Any free one when left out; name it to bring a killed server back to its address. */
  port?: number;
  /** Settings on top. */
  env?: Record<string, string>;
};

/** A running production server: `stop` in order, `kill` as `kill -9` does, `logs` what it said. */
export type TestApp = Part & { logs: () => string };

type Ground = Pick<TestAppOptions, 'databaseUrl' | 'simulator' | 'dataDir'>;

/** The settings that every server of a test run has, and none that the caller's environment has. */
export const appSettings = (ground: Ground): Record<string, string | undefined> => ({
  ...withoutSettings(),
  DATABASE_URL: ground.databaseUrl,
  AUTH_SECRET: TEST_AUTH_SECRET,
  WAHA_URL: ground.simulator.url,
  WAHA_API_KEY: ground.simulator.apiKey,
  RECADO_DATA_DIR: ground.dataDir,
});

/** Starts the built app on a migrated database and waits until it is live. */
export async function startTestApp(options: TestAppOptions): Promise<TestApp> {
  const port = options.port ?? (await freePort());
  const logFile = join(options.dataDir, `app-${port}.log`);
  const part = await startApp({
    mode: 'start',
    port,
    host: '127.0.0.1',
    logFile,
    env: {
      ...appSettings(options),
      APP_URL: `http://localhost:${port}`,
      WEBHOOK_BASE_URL: `http://127.0.0.1:${port}`,
      ...options.env,
    },
  });
  return { ...part, url: `http://localhost:${port}`, logs: () => lastLines(logFile, 10_000) };
}

/** What the person who runs the tests has set for their own Recado must not reach the one under test. */
function withoutSettings(): Record<string, undefined> {
  const names = Object.keys(process.env).filter((name) =>
    /^(BOOTSTRAP_|WAHA_|DATABASE_|LIMIT_|STORAGE_|RUNTIME$|CRON_|EVENT_|REDIS_|TRUSTED_PROXIES$|WEBHOOK_|LOG_)/.test(
      name,
    ),
  );
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
