import { spawnGuarded } from '../../db/embedded-server/guarded';
import { Fault } from './fault';
import { waitForHttp } from './http';
import { lastLines, openLog } from './logs';
import type { Part } from './part';
import type { Shutdown } from './shutdown';

export type SimulatorOptions = {
  port: number;
  apiKey: string;
  engine?: 'NOWEB' | 'GOWS' | 'WEBJS';
  /** 1 is as slow as WAHA itself. */
  speed: number;
  /** How long WhatsApp takes from a scan on, in ms before `speed` divides it. */
  pairMs?: number;
  /** Where it keeps its sessions between two starts. */
  dataDir: string;
  logFile: string;
  /** Where its stop is remembered from the first moment on. */
  shutdown?: Shutdown;
};

/** Starts the built-in WAHA simulator in a process of its own and waits until it answers. */
export async function startSimulator(options: SimulatorOptions): Promise<Part> {
  const url = `http://127.0.0.1:${options.port}`;
  const flags = {
    port: options.port,
    'api-key': options.apiKey,
    engine: options.engine ?? 'NOWEB',
    speed: options.speed,
    'data-dir': options.dataDir,
    'pair-ms': options.pairMs,
  };
  const args = Object.entries(flags).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );
  const program = spawnGuarded({
    command: process.execPath,
    args: ['--import', 'tsx', 'lib/waha/simulator/main.ts', ...args],
    cwd: process.cwd(),
    signal: 'SIGTERM',
    patience: 5_000,
    output: openLog(options.logFile),
  });
  options.shutdown?.add(program.stop);
  const isUp = await waitForHttp(`${url}/ping`, {
    isAlive: program.isRunning,
    timeoutMs: 30_000,
    isReady: () => true,
  });
  if (isUp) return { url, port: options.port, ...program };
  await program.stop();
  throw new Fault(`The WAHA simulator did not start; its log ends with:\n${lastLines(options.logFile)}`);
}
