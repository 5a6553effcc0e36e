import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import { sqlState } from './database-errors';
import { newId } from './ids';
import { inTransaction, type Scope, systemScope } from './scope';
import { together } from './together';

afterAll(closeDatabase);

const scope = systemScope(newId());

/** As many steps after its answer as a function has that calls another. */
async function slowly<T>(work: Promise<T>): Promise<T> {
  const value = await work.catch((error: unknown) => Promise.reject(error));
  return value;
}

const spoil = (inside: Scope) => slowly(inside.db.execute(sql`select 1 / 0`));
const go = (inside: Scope) => inside.db.execute(sql`select 1`);

it.each([
  ['the first', (inside: Scope) => [spoil(inside), go(inside), go(inside)] as const],
  ['another', (inside: Scope) => [go(inside), spoil(inside), go(inside)] as const],
  ['after a longer way', (inside: Scope) => [go(inside).then(() => go(inside)), spoil(inside)] as const],
])('of statements sent together the one that failed tells why: %s', async (_which, send) => {
  const fault = await inTransaction(scope, (inside) => together(send(inside))).catch(
    (error: unknown) => error,
  );
  expect(sqlState(fault)).toBe('22012');
});

it('answers what each of them answered', async () => {
  const [rows, text] = await inTransaction(scope, (inside) => together([go(inside), Promise.resolve('a')]));
  expect([rows.length, text]).toEqual([1, 'a']);
});
