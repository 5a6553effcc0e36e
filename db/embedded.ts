import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { type Account, databaseAccount } from './embedded-server/account';
import { findBinaries } from './embedded-server/binaries';
import { broken, ensureCluster, readNotes, writeNotes } from './embedded-server/cluster';
import { ensureDataDir, postgresFolder } from './embedded-server/data-folder';
import { diskFull, EmbeddedPostgresError, fileFault, isDiskFull } from './embedded-server/fault';
import { type Guarded, spawnGuarded } from './embedded-server/guarded';
import { freePort, isPortFree } from './embedded-server/ports';
import { answers, isAlive, readPostmaster } from './embedded-server/postmaster';

export type EmbeddedOptions = {
  /** The folder that keeps the database, made where it is missing. */
  dataDir: string;
  /** A fixed port of 127.0.0.1; without one the port of the last start, or any free one. */
  port?: number;
  /** False for tests: faster, and a power cut may eat the data. */
  durable: boolean;
};

export type EmbeddedPostgres = {
  /** Connection string of the database `recado`. */
  url: string;
  port: number;
  /** Stops the server and waits until it is gone; does nothing to one that somebody else started. */
  stop: () => Promise<void>;
  /** Resolves when the server is gone, whoever stopped it; never for one that somebody else started. */
  exited: Promise<number>;
};

const START_PATIENCE_MS = 30_000;
/** How long a server whose launcher was just killed may take to leave. */
const LEAVING_MS = 2_000;
const FAST_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * Starts a real Postgres on 127.0.0.1 from the binaries in node_modules, or attaches to the one that already
 * serves this folder. It stops when this process ends, however it ends.
 *
 * @throws EmbeddedPostgresError one sentence: taken port, full disk, damaged or closed folder, no binaries
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataDir = ensureDataDir(options.dataDir);
  const pgData = postgresFolder(dataDir);
  try {
    const account = databaseAccount(pgData);
    const binaries = await findBinaries(account, join(dataDir, 'binaries'));
    await ensureCluster(pgData, binaries.initdb, account);
    const attached = await attach(pgData);
    if (attached) return attached;
    return await start(pgData, binaries.postgres, account, options);
  } catch (error) {
    throw fileFault(error, dataDir);
  }
}

/** The address of the embedded Postgres that serves `dataDir` right now, if one does. */
export async function findEmbeddedPostgres(dataDir: string): Promise<string | undefined> {
  const pgData = postgresFolder(dataDir);
  const running = readPostmaster(pgData);
  if (!running) return undefined;
  const { password } = await readNotes(pgData);
  const url = urlOf(password, running.port);
  return (await answers(url)) ? url : undefined;
}

function urlOf(password: string, port: number, database = 'recado'): string {
  return `postgres://recado:${password}@127.0.0.1:${port}/${database}`;
}

/**
 * Another launcher may hold this folder, or one that was killed may just be leaving it: wait for either. The
 * pid in the file may be a zombie's, which still looks alive; Postgres itself then needs another try or two.
 */
async function attach(pgData: string): Promise<EmbeddedPostgres | undefined> {
  const since = Date.now();
  for (let found = readPostmaster(pgData); found; found = readPostmaster(pgData)) {
    const { password } = await readNotes(pgData);
    const url = urlOf(password, found.port);
    if (await answers(url)) {
      return { url, port: found.port, stop: async () => {}, exited: new Promise(() => {}) };
    }
    const waited = Date.now() - since;
    if (!isAlive(found.pid)) return undefined;
    if (waited > LEAVING_MS && (await isPortFree(found.port))) return undefined;
    if (waited > START_PATIENCE_MS) throw broken(pgData, `process ${found.pid} holds it but does not answer`);
    await pause(50);
  }
  return undefined;
}

async function start(
  pgData: string,
  program: string,
  account: Account,
  options: EmbeddedOptions,
): Promise<EmbeddedPostgres> {
  const notes = await readNotes(pgData);
  const deadline = Date.now() + START_PATIENCE_MS;
  let wanted = options.port ?? notes.port ?? (await freePort());
  for (;;) {
    if (!(await isPortFree(wanted))) {
      if (options.port)
        throw new EmbeddedPostgresError(`Port ${wanted} (database) is taken by another program.`);
      wanted = await freePort();
    }
    const server = await launch(pgData, program, account, wanted, options.durable);
    if (await isReady(server, pgData)) {
      await writeNotes(pgData, { ...notes, port: wanted }, account);
      await ensureDatabase(notes.password, wanted);
      return { url: urlOf(notes.password, wanted), port: wanted, stop: server.stop, exited: server.exited };
    }
    await server.stop();
    const fault = await readFault(pgData);
    if (!fault.isPassing || Date.now() > deadline) throw fault.error;
    await pause(200);
  }
}

async function launch(
  pgData: string,
  program: string,
  account: Account,
  port: number,
  durable: boolean,
): Promise<Guarded> {
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

async function isReady(server: Guarded, pgData: string): Promise<boolean> {
  const deadline = Date.now() + START_PATIENCE_MS;
  while (server.isRunning() && Date.now() < deadline) {
    if (readPostmaster(pgData)?.isReady) return true;
    await pause(15);
  }
  return false;
}

async function ensureDatabase(password: string, port: number): Promise<void> {
  const sql = postgres(urlOf(password, port, 'postgres'), { max: 1, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = 'recado'`;
    if (found.length === 0) await sql`create database recado`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function logFile(pgData: string): string {
  return join(pgData, '..', 'postgres.log');
}

/** Why the last start failed, from its log; passing: the same start may succeed in a moment. */
async function readFault(pgData: string): Promise<{ isPassing: boolean; error: EmbeddedPostgresError }> {
  const log = existsSync(logFile(pgData)) ? await readFile(logFile(pgData), 'utf8') : '';
  if (isDiskFull(log)) return { isPassing: false, error: diskFull(pgData) };
  const reason = log.match(/(?:FATAL|PANIC): *(.+)/)?.[1] ?? log.trim().split('\n').at(-1) ?? '';
  const isPassing = /lock file .* already exists|Address already in use|pre-existing shared memory/i.test(
    log,
  );
  return { isPassing, error: broken(pgData, reason) };
}
