import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { closeDatabase, database, type Executor } from './client';

afterAll(closeDatabase);

/** How many statements with this mark the connection of a transaction keeps. */
async function kept(db: Executor, mark: string): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from pg_prepared_statements where statement like ${`% as ${mark}`}`);
  return row?.count ?? 0;
}

describe('prepareRepeated', () => {
  it('prepares what comes again, in a savepoint too, and never what came once', () =>
    database().transaction(async (outer) => {
      await outer.execute(sql`select ${1}::int as alpha`);
      expect(await kept(outer, 'alpha')).toBe(0);
      await outer.transaction(async (inner) => {
        await inner.execute(sql`select ${2}::int as alpha`);
        expect(await inner.execute(sql`select ${3}::int as alpha`)).toMatchObject([{ alpha: 3 }]);
      });
      expect(await kept(outer, 'alpha')).toBe(1);
    }));

  it('keeps no more than a fixed number', () =>
    database().transaction(async (db) => {
      for (let n = 0; n < 520; n++) {
        const text = sql`select ${n}::int ${sql.raw(`+ ${n}`)} as beta`;
        await db.execute(text);
        await db.execute(text);
      }
      expect(await kept(db, 'beta')).toBeGreaterThan(400);
      expect(await kept(db, 'beta')).toBeLessThanOrEqual(500);
    }));
});
