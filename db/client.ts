import 'server-only';
import { type ExtractTablesWithRelations, sql } from 'drizzle-orm';
import type { PgTransaction } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsDatabase, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { databaseUrl, env, isDatabasePooled } from '@/lib/env';
import { withDeadline } from './deadline';
import { prepareRepeated } from './prepared';
import * as schema from './schema';
import { openSocket } from './socket';

export type Database = PostgresJsDatabase<typeof schema>;
export type Transaction = PgTransaction<
  PostgresJsQueryResultHKT,
  typeof schema,
  ExtractTablesWithRelations<typeof schema>
>;
/** What queries take: the pool, or the transaction they must be part of. */
export type Executor = Database | Transaction;

const shared = globalThis as typeof globalThis & {
  __recadoDatabase?: { db: Database; end: () => Promise<void> };
};

/** The process's pool. Statements are prepared, except behind a transaction pooler. */
export function database(): Database {
  shared.__recadoDatabase ??= connect();
  return shared.__recadoDatabase.db;
}

/** Lets running queries end, then closes the pool. */
export async function closeDatabase(): Promise<void> {
  const open = shared.__recadoDatabase;
  shared.__recadoDatabase = undefined;
  await open?.end();
}

/** True when the database answers. */
export async function pingDatabase(): Promise<boolean> {
  try {
    await database().execute(sql`select 1`);
    return true;
  } catch {
    return false;
  }
}

function connect() {
  const isServerless = env().RUNTIME === 'serverless';
  const isPooled = isDatabasePooled();
  const client = postgres(databaseUrl(), {
    max: env().DATABASE_POOL_SIZE,
    prepare: !isPooled,
    connect_timeout: 5,
    idle_timeout: isServerless ? 20 : 0,
    // While Postgres is away a request must fail soon, not wait for a growing pause between attempts.
    backoff: (retries) => Math.min(0.05 * 2 ** retries, 0.5),
    onnotice: () => {},
    ...{ socket: openSocket },
    connection: { application_name: 'recado' },
  });
  withDeadline(client);
  const prepared = isPooled ? client : prepareRepeated(client);
  return { db: drizzle(prepared, { schema, casing: 'snake_case' }), end: () => client.end({ timeout: 5 }) };
}
