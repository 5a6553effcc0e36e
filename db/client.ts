import 'server-only';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from 'drizzle-orm/pg-core';
import { databaseUrl, env, isDatabasePooled } from '@/lib/env';
import { openPool } from './pool';

/** What `execute` gives: the rows. */
interface RowsHKT extends PgQueryResultHKT {
  type: this['row'][];
}

/** None are named: Drizzle would build a relational query for each of them at every transaction. */
type Tables = Record<string, never>;

export type Database = PgDatabase<RowsHKT, Tables>;
export type Transaction = PgTransaction<RowsHKT, Tables, Tables>;
/** What queries take: the pool, or the transaction they must be part of. */
export type Executor = Database | Transaction;

type Open = { db: Database; end: () => Promise<void> };

const shared = globalThis as typeof globalThis & { __recadoDatabase?: Open };

/** The process's pool. Statements that come again are prepared, except behind a transaction pooler. */
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

function connect(): Open {
  const pool = openPool(databaseUrl(), {
    max: env().DATABASE_POOL_SIZE,
    idleSeconds: env().RUNTIME === 'serverless' ? 20 : 0,
    isPrepared: !isDatabasePooled(),
  });
  const db = drizzle(pool, { casing: 'snake_case' }) as unknown as Database;
  return { db, end: () => pool.end() };
}
