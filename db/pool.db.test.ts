import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isDatabaseAway } from '@/lib/core/database-errors';
import { startRoad } from '@/tests/setup/road';
import type { Database } from './client';
import { openPool } from './pool';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function start(max: number, deadlineMs?: number) {
  const road = await startRoad();
  const pool = openPool(road.url, { max, deadlineMs, idleSeconds: 0, isPrepared: true });
  closers.push(road.close, () => pool.end());
  return { road, pool, db: drizzle(pool) as unknown as Database };
}

const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

const oneOf = async (db: Pick<Database, 'execute'>, answer: number, padding = '') => {
  const rows = await db.execute<{ answer: number }>(sql`select ${answer}::int as answer ${sql.raw(padding)}`);
  return rows.map((row) => row.answer);
};

/** More than one packet. */
const PADDING = `/* ${'x'.repeat(2_000)} */`;

describe.each(['end', 'reset'] as const)('a connection that is lost (%s)', (how) => {
  it.each(['', PADDING])(
    'gives no later statement the answer of another one',
    async (padding) => {
      const { road, db } = await start(3);
      for (let round = 0; round < 25; round++) {
        const work = Array.from({ length: 4 }, (_, n) =>
          faultOf(
            db.transaction(async (tx) => {
              await oneOf(tx, n, padding);
              if (n === 0) setTimeout(() => road.cut(how), round % 5);
              await tx.transaction(async (inner) => {
                await Promise.all([inner.execute(sql`select pg_sleep(0.03)`), oneOf(inner, n, padding)]);
              });
            }),
          ),
        );
        const asked = Array.from({ length: 12 }, (_, n) =>
          oneOf(db, n, padding)
            .catch(() => oneOf(db, n, padding))
            .catch(() => [n]),
        );
        expect(await Promise.all(asked)).toEqual(asked.map((_, n) => [n]));
        for (const fault of await Promise.all(work)) expect(!fault || isDatabaseAway(fault)).toBe(true);
        const after = Array.from({ length: 8 }, (_, n) => oneOf(db, 100 + n, padding).catch(() => [100 + n]));
        expect(await Promise.all(after)).toEqual(after.map((_, n) => [100 + n]));
      }
    },
    60_000,
  );

  it('is never lent again, also when nothing could be begun on it', async () => {
    const { road, pool, db } = await start(2, 2_000);
    await Promise.all([oneOf(db, 1), oneOf(db, 2)]);
    for (let round = 0; round < 5; round++) {
      road.cut(how);
      await Promise.all(Array.from({ length: 6 }, () => faultOf(db.transaction((tx) => oneOf(tx, 1)))));
    }
    expect(await db.transaction((tx) => oneOf(tx, 3))).toEqual([3]);
    expect(pool.totalCount - pool.idleCount).toBe(0);
  });
});

describe('a server that went silent', () => {
  it('ends a statement as one that is away, and what waits behind it too', async () => {
    const { road, db } = await start(1, 300);
    expect(await oneOf(db, 1)).toEqual([1]);
    road.isOpen = false;
    const faults = await Promise.all([
      faultOf(oneOf(db, 2)),
      faultOf(oneOf(db, 3)),
      faultOf(db.transaction((tx) => oneOf(tx, 4))),
    ]);
    expect(faults.map(isDatabaseAway)).toEqual([true, true, true]);
    road.isOpen = true;
    expect(await oneOf(db, 5)).toEqual([5]);
  });

  it('ends a transaction at its next statement', async () => {
    const { road, db } = await start(1, 300);
    const work = db.transaction(async (tx) => {
      await oneOf(tx, 1);
      road.isOpen = false;
      await oneOf(tx, 2);
    });
    expect(isDatabaseAway(await faultOf(work))).toBe(true);
  });

  it('lets what is answered in time alone', async () => {
    const { db } = await start(1, 1_500);
    const slow = db.transaction(async (tx) => {
      for (let n = 0; n < 4; n++) await tx.execute(sql`select pg_sleep(0.5)`);
      return 'done';
    });
    expect(await slow).toBe('done');
  });
});

describe('a transaction', () => {
  it('that could not begin carries nothing out, and keeps the order of what waits for it', async () => {
    const { pool, db } = await start(2);
    await db.execute(sql`create table begun (n int)`);
    const client = await pool.connect();
    await client.query({ text: 'begin nonsense' });
    const asked = [
      client.query({ text: '/* reads */ select 1 as n' }),
      client.query({ text: 'insert into begun values (1)' }),
      client.query({ text: '/* reads */ select 2 as n' }),
      client.query({ text: 'insert into begun values (2)' }),
    ];
    const ends = await Promise.allSettled(asked);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
    await faultOf(client.query({ text: 'commit' }));
    client.release();
    expect(await db.execute(sql`select n from begun`)).toHaveLength(0);
  });

  it('that asks nothing costs nothing', async () => {
    const { db, road } = await start(1);
    await oneOf(db, 1);
    road.isOpen = false;
    expect(await db.transaction(async () => 'done')).toBe('done');
  });

  it('whose statement failed unnoticed is not told as committed', async () => {
    const { db } = await start(1);
    const work = db.transaction(async (tx) => {
      await tx.execute(sql`select 1 / 0`).catch(() => {});
    });
    expect(await faultOf(work)).toBeInstanceOf(Error);
    expect(await oneOf(db, 1)).toEqual([1]);
  });

  it('takes no statement once it has ended: it would go into another one', async () => {
    const { db } = await start(1);
    const [tx] = await db.transaction(async (inside) => [inside]);
    expect(await faultOf(oneOf(tx as Database, 1))).toBeInstanceOf(Error);
    expect(await db.transaction((other) => oneOf(other, 2))).toEqual([2]);
  });

  it('takes none either once its end was sent: it would be kept for itself', async () => {
    const { pool, db } = await start(1);
    for (const [end = '', ...before] of [
      ['commit'],
      ['rollback'],
      ['commit', 'select 1'],
      ['rollback', 'select 1'],
    ]) {
      const held = await pool.connect();
      await held.query({ text: 'begin' });
      const asked = before.map((text) => held.query({ text }));
      const ended = held.query({ text: end });
      const late = faultOf(held.query({ text: 'create table late ()' }));
      await Promise.all([...asked, ended]);
      held.release();
      expect(await late).toBeInstanceOf(Error);
    }
    expect(await db.execute(sql`select to_regclass('late') as late`)).toEqual([{ late: null }]);
  });

  it('nor one that still waited for its begin when the end left', async () => {
    const { pool, db } = await start(1);
    let ended: Promise<unknown> | undefined;
    pool.once('connect', (client) => {
      const ask = client.query.bind(client) as (statement: unknown) => Promise<unknown>;
      // Right behind the pool's own look at the answer: before what waits for it goes on.
      const watched = (statement: unknown) => {
        const answer = ask(statement);
        queueMicrotask(() => answer.then(() => (ended ??= held.query({ text: 'rollback' }))));
        return answer;
      };
      Object.assign(client, { query: watched });
    });
    const held = await pool.connect();
    await held.query({ text: 'begin' });
    const late = faultOf(held.query({ text: 'create table waited ()' }));
    expect(await late).toBeInstanceOf(Error);
    await ended;
    held.release();
    expect(await db.execute(sql`select to_regclass('waited') as waited`)).toEqual([{ waited: null }]);
  });

  it('takes what was asked before its end, though both wait for its begin', async () => {
    const { pool, db } = await start(1);
    const held = await pool.connect();
    const asked = ['begin', 'create table before_the_end ()', 'commit'].map((text) => held.query({ text }));
    await Promise.all(asked);
    held.release();
    const [row] = await db.execute(sql`select to_regclass('before_the_end') is not null as "isThere"`);
    expect(row).toEqual({ isThere: true });
  });

  it('that is given back while it begins carries nothing out, and takes nobody else in', async () => {
    const { pool, db } = await start(1);
    const held = await pool.connect();
    await held.query({ text: 'begin' });
    const late = faultOf(held.query({ text: 'create table late ()' }));
    held.release();
    await db.execute(sql`create table kept ()`);
    expect(await late).toBeInstanceOf(Error);
    const other = await start(1);
    const [row] = await other.db.execute(
      sql`select to_regclass('late') as late, to_regclass('kept') is not null as "isKept"`,
    );
    expect(row).toEqual({ late: null, isKept: true });
  });

  it('does not wait for each answer before the next statement leaves', async () => {
    const { db } = await start(1);
    const order: string[] = [];
    await db.transaction((tx) =>
      Promise.all([
        tx.execute(sql`select pg_sleep(0.2)`).then(() => order.push('slow')),
        tx.execute(sql`select 1`).then(() => order.push('quick')),
      ]),
    );
    expect(order).toEqual(['slow', 'quick']);
  });
});

it('says what is wrong with a value as our own mistake, and goes on', async () => {
  const { db } = await start(1);
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const fault = await faultOf(db.execute(sql`select ${circular}::jsonb`));
  expect(fault).toBeInstanceOf(Error);
  expect(isDatabaseAway(fault)).toBe(false);
  expect(await oneOf(db, 1)).toEqual([1]);
});

describe('a statement that is kept prepared', () => {
  it('goes on after a value of it could not be written', async () => {
    const { db } = await start(1);
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const ask = (value: unknown) => db.execute(sql`select ${value}::jsonb as answer`);
    for (let n = 0; n < 3; n++) await ask({ n });
    expect(isDatabaseAway(await faultOf(ask(circular)))).toBe(false);
    expect(await ask({ n: 4 })).toEqual([{ answer: { n: 4 } }]);
  });

  it('is refused once where a migration changed what it answers: as away, for it is to be tried again', async () => {
    const { db } = await start(1);
    const table = `changed_${Date.now()}`;
    await db.execute(sql.raw(`create table ${table} (a int)`));
    closers.unshift(() => db.execute(sql.raw(`drop table ${table}`)));
    const ask = () => db.execute(sql`select * from ${sql.raw(table)} where a = ${1} or a is null`);
    for (let n = 0; n < 3; n++) await ask();
    await db.execute(sql.raw(`alter table ${table} add column b int`));
    expect(isDatabaseAway(await faultOf(ask()))).toBe(true);
    expect(await ask()).toEqual([]);
  });
});

describe('a pool that ends', () => {
  it('still answers what was asked before, also what waits for a connection', async () => {
    const { pool, db } = await start(1);
    const asked = [db.transaction((tx) => tx.execute(sql`select pg_sleep(0.2)`)), oneOf(db, 1), oneOf(db, 2)];
    await vi.waitFor(() => expect(pool.waitingCount).toBe(2));
    const end = pool.end();
    expect(isDatabaseAway(await faultOf(oneOf(db, 3)))).toBe(true);
    await Promise.all([end, pool.end()]);
    expect(await Promise.all(asked)).toMatchObject([[{}], [1], [2]]);
  });

  it('ends by the deadline where the server went silent, and at once where it is gone', async () => {
    const silent = await start(2, 300);
    await Promise.all([oneOf(silent.db, 1), oneOf(silent.db, 2)]);
    silent.road.isOpen = false;
    const faults = [1, 2, 3].map((n) => faultOf(oneOf(silent.db, n)));
    await vi.waitFor(() => expect(silent.pool.waitingCount).toBe(1));
    await silent.pool.end();
    expect((await Promise.all(faults)).map(isDatabaseAway)).toEqual([true, true, true]);

    const gone = await start(1);
    const cut = faultOf(gone.db.transaction((tx) => tx.execute(sql`select pg_sleep(9)`)));
    await vi.waitFor(() => expect(gone.pool.totalCount).toBe(1));
    const end = gone.pool.end();
    gone.road.close();
    await end;
    expect(isDatabaseAway(await cut)).toBe(true);
  });
});
