import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { answers } from '../connection';
import type { Account } from './account';
import { broken } from './cluster';
import { diskFull, type EmbeddedPostgresError, isDiskFull } from './fault';
import { type Guarded, spawnGuarded } from './guarded';
import { readPostmaster } from './postmaster';

const FAST_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

export type ServerOptions = {
  pgData: string;
  program: string;
  account: Account;
  port: number;
  durable: boolean;
};

/** Starts the server process without waiting for it; what it says goes to `postgres.log` beside its files. */
export async function launchServer({
  pgData,
  program,
  account,
  port,
  durable,
}: ServerOptions): Promise<Guarded> {
  const log = await open(logFile(pgData), 'w', 0o644);
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
    'lc_messages=C',
    ...(durable ? [] : FAST_SETTINGS),
  ];
  const server = spawnGuarded({
    command: program,
    args: ['-D', pgData, ...settings.flatMap((setting) => ['-c', setting])],
    cwd: pgData,
    ...account,
    // Postgres's own "fast shutdown": open transactions are rolled back, nothing is lost.
    signal: 'SIGINT',
    patience: 20_000,
    output: log.fd,
  });
  await log.close();
  return server;
}

/**
 * Waits until the server answers behind `url`; false when it ended, or after `patience` ms. After a crash the
 * former server's file still says that it is ready, so its word alone is not enough.
 */
export async function isReady(
  server: Guarded,
  pgData: string,
  url: string,
  patience: number,
): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (server.isRunning() && Date.now() < deadline) {
    if (readPostmaster(pgData)?.isReady && (await answers(url))) return true;
    await pause(15);
  }
  return false;
}

/** Why the last start failed, from its log; passing: the same start may succeed in a moment. */
export async function readFault(
  pgData: string,
): Promise<{ isPassing: boolean; error: EmbeddedPostgresError }> {
  const log = existsSync(logFile(pgData)) ? await readFile(logFile(pgData), 'utf8') : '';
  if (isDiskFull(log)) return { isPassing: false, error: diskFull(pgData) };
  const reason = log.match(/(?:FATAL|PANIC): *(.+)/)?.[1] ?? log.trim().split('\n').at(-1) ?? '';
  const isPassing = /lock file .* already exists|Address already in use|pre-existing shared memory/i.test(
    log,
  );
  return { isPassing, error: broken(pgData, reason) };
}

function logFile(pgData: string): string {
  return join(pgData, '..', 'postgres.log');
}
