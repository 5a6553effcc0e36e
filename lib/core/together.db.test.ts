import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { sqlState } from './database-errors';
import { newId } from './ids';
import { inTransaction, type Scope, systemScope, withCommit } from './scope';
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

describe('what leaves with the commit', () => {
  it('is committed with the transaction', async () => {
    const id = newId();
    await inTransaction(scope, async (inside) => {
      await withCommit(inside, go(inside));
      await withCommit(inside, together([keep(inside, id), slowly(go(inside))]));
    });
    expect(await isKept(id)).toBe(true);
  });

  it('is waited for in a savepoint', async () => {
    const seen = await inTransaction(scope, async (inside) => {
      const failed = inTransaction(inside, (deeper) => withCommit(deeper, spoil(deeper)));
      return [sqlState(await failed.catch((error: unknown) => error)), (await go(inside)).length];
    });
    expect(seen).toEqual(['22012', 1]);
  });

  it('lets the transaction fail, which tells why', async () => {
    const id = newId();
    const work = inTransaction(scope, async (inside) => {
      await keep(inside, id);
      await withCommit(inside, together([go(inside), spoil(inside), go(inside)]));
    });
    expect(sqlState(await work.catch((error: unknown) => error))).toBe('22012');
    expect(await isKept(id)).toBe(false);
  });

  it('does not hide what had failed before', async () => {
    const work = inTransaction(scope, async (inside) => {
      const spoilt = spoil(inside);
      await withCommit(inside, go(inside));
      await spoilt;
    });
    expect(sqlState(await work.catch((error: unknown) => error))).toBe('22012');
  });
});

const keep = (inside: Scope, id: string) =>
  inside.db.execute(sql`insert into organizations (id, name) values (${id}, 'Kept')`);
const isKept = async (id: string) =>
  (await database().execute(sql`select from organizations where id = ${id}`)).length === 1;
