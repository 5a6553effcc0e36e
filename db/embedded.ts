import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { answers, withConnection } from './connection';
import { type Account, databaseAccount } from './embedded-server/account';
import { findBinaries } from './embedded-server/binaries';
import { broken, type ClusterNotes, ensureCluster, readNotes, writeNotes } from './embedded-server/cluster';
import { ensureDataDir, postgresFolder } from './embedded-server/data-folder';
import { EmbeddedPostgresError, fileFault } from './embedded-server/fault';
import { freePort, isPortFree } from './embedded-server/ports';
import { isAlive, readPostmaster } from './embedded-server/postmaster';
import { isReady, launchServer, readFault } from './embedded-server/server';

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
    const server = await launchServer({ pgData, program, account, port: wanted, durable: options.durable });
    if (await isReady(server, pgData, urlOf(notes.password, wanted, 'postgres'), START_PATIENCE_MS)) {
      await settle(pgData, { ...notes, port: wanted }, account).catch(async (error) => {
        await server.stop();
        throw error;
      });
      return { url: urlOf(notes.password, wanted), port: wanted, stop: server.stop, exited: server.exited };
    }
    await server.stop();
    const fault = await readFault(pgData);
    if (!fault.isPassing || Date.now() > deadline) throw fault.error;
    await pause(200);
  }
}

/** What a fresh server still needs: its port remembered, and the database `recado`. */
async function settle(pgData: string, notes: Required<ClusterNotes>, account: Account): Promise<void> {
  await writeNotes(pgData, notes, account);
  await withConnection(urlOf(notes.password, notes.port, 'postgres'), async (client) => {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'recado'");
    if (rowCount === 0) await client.query('create database recado');
  });
}
