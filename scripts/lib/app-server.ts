import { spawnGuarded } from '../../db/embedded-server/guarded';
import { Fault } from './fault';
import { waitForHttp } from './http';
import { lastLines, openLog } from './logs';
import type { Part } from './part';
import type { Shutdown } from './shutdown';

export type AppOptions = {
  mode: 'start' | 'dev';
  port: number;
  /** The address to listen on; without one, all of them. */
  host?: string;
  /** Settings on top of our own environment; undefined takes one away. */
  env: Record<string, string | undefined>;
  /** A file for its output, or our own screen. */
  logFile?: string;
  /** Where its stop is remembered from the first moment on. */
  shutdown?: Shutdown;
};

/** In MB, twice Node's: else what is in flight outlives a collection under load, and is copied again and again. The image has it too. */
const YOUNG_SPACE = '--max-semi-space-size=32';
/**
 * Longer than proxies keep a connection that nobody uses (Caddy two minutes, nginx one): else one is closed under a
 * request that is just on its way. The image has it too.
 */
const KEEP_ALIVE = ['--keepAliveTimeout', '125000'];
/** `next start` listens after half a second; `next dev` compiles first. */
const PATIENCE_MS = { start: 60_000, dev: 120_000 };

/** Starts the web server and waits until it is live: migrated and bootstrapped. */
export async function startApp(options: AppOptions): Promise<Part> {
  const url = `http://127.0.0.1:${options.port}`;
  const program = launchApp(options);
  const timeoutMs = PATIENCE_MS[options.mode];
  const isLive = await waitForHttp(`${url}/api/health/live`, { isAlive: program.isRunning, timeoutMs });
  if (isLive) return { url, port: options.port, ...program };
  await program.stop();
  const log = options.logFile ? `; its log ends with:\n${lastLines(options.logFile)}` : '.';
  throw new Fault(`The web server did not come up${log}`);
}

/** Starts the web server without waiting for it. */
export function launchApp(options: AppOptions) {
  const program = spawnGuarded({
    command: process.execPath,
    args: [
      YOUNG_SPACE,
      'node_modules/next/dist/bin/next',
      options.mode,
      '--port',
      String(options.port),
      ...(options.mode === 'start' ? KEEP_ALIVE : []),
      ...(options.host ? ['--hostname', options.host] : []),
    ],
    cwd: process.cwd(),
    env: {
      ...process.env,
      NODE_ENV: options.mode === 'dev' ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      PORT: String(options.port),
      ...options.env,
    },
    signal: 'SIGTERM',
    patience: 15_000,
    output: options.logFile ? openLog(options.logFile) : 'inherit',
  });
  options.shutdown?.add(program.stop);
  return program;
}
