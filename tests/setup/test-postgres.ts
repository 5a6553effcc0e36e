import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import postgres from 'postgres';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../db/embedded';
import { migrateDatabase } from '../../db/migrate';
import { makeTemporaryFolder } from '../../scripts/lib/temporary';

const TEMPLATE = 'recado_template';

export type TestPostgres = {
  /** Address of the server's maintenance database: what {@link cloneDatabase} takes. */
  serverUrl: string;
  /** Stops the server: connections break, the port is closed. */
  stop: () => Promise<void>;
  /** Brings it back on the same port with all its databases. */
  restart: () => Promise<void>;
  /** The folder that keeps the database; goes away with {@link TestPostgres.remove}. */
  dataDir: string;
  /** Stops the server and removes its files. */
  remove: () => Promise<void>;
};

/** A Postgres for one test run in a temporary folder, with a migrated template for {@link cloneDatabase}. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const dataDir = makeTemporaryFolder('recado-test-');
  let server: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir, durable: false });
  const serverUrl = withDatabase(server.url, 'postgres');
  await execute(serverUrl, `create database ${TEMPLATE}`);
  await migrateDatabase(withDatabase(serverUrl, TEMPLATE));
  const stop = () => server.stop();
  return {
    serverUrl,
    dataDir,
    stop,
    restart: async () => {
      await stop();
      server = await startEmbeddedPostgres({ dataDir, port: server.port, durable: false });
    },
    remove: async () => {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Makes an empty, migrated database (a former one of that name goes) and returns its address; about 50 ms. */
export async function cloneDatabase(
  serverUrl: string,
  name = `recado_${randomBytes(6).toString('hex')}`,
): Promise<string> {
  await execute(serverUrl, `drop database if exists ${name} with (force)`);
  await execute(serverUrl, `create database ${name} template ${TEMPLATE}`);
  return withDatabase(serverUrl, name);
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.toString();
}

async function execute(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
