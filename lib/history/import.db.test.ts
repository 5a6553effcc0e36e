import { sql } from 'drizzle-orm';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { getInstance } from '@/lib/instances/service';
import { type LinkedNumber, linkNumber } from '@/tests/setup/linked-number';
import { somePhone } from '@/tests/setup/phones';
import { fillHistory, takeTurn } from './fill';

let open: LinkedNumber | undefined;
afterEach(async () => {
  await open?.simulator.close();
  open = undefined;
});
afterAll(closeDatabase);

const DAY_S = 86_400;

/** A number whose phone has `count` messages of the last three days, and one of forty days ago. */
async function linkWithPast(
  count: number,
  engine: 'NOWEB' | 'GOWS' | 'WEBJS' = 'NOWEB',
): Promise<LinkedNumber> {
  const now = Math.floor(Date.now() / 1000);
  const [ana, bia] = [somePhone(), somePhone()];
  open = await linkNumber({ engine }, { historyDays: 7 }, (control, phone) =>
    control.seedHistory({
      phone,
      messages: [
        { from: ana, text: 'antiga', timestamp: now - 40 * DAY_S },
        ...Array.from({ length: count }, (_, n) => ({
          from: n % 2 ? ana : bia,
          text: `m${n}`,
          timestamp: now - 3 * DAY_S + n * 60,
          fromMe: n % 5 === 0,
        })),
      ],
    }),
  );
  return open;
}

const imported = (organizationId: string) =>
  database().execute<{ n: number; unread: number; late: number; marks: number; oldest: string }>(sql`
    select count(*)::int as n, count(*) filter (where is_unread)::int as unread, count(*) filter (where is_late)::int as late,
      count(recovery)::int as marks, min(text) as oldest
    from messages where organization_id = ${organizationId}`);

describe('an import', { timeout: 60_000 }, () => {
  it.each(['NOWEB', 'GOWS', 'WEBJS'] as const)(
    'brings the days that were wished for, as news to nobody (%s)',
    async (engine) => {
      const { scope, id } = await linkWithPast(30, engine);
      expect((await getInstance(scope, id)).historyImport).toMatchObject({
        state: 'running',
        days: 7,
        done: 0,
      });
      await fillHistory(scope, id);
      expect(await imported(scope.organizationId)).toEqual([
        { n: 30, unread: 0, late: 0, marks: 0, oldest: 'm0' },
      ]);
      expect((await getInstance(scope, id)).historyImport).toEqual({
        state: 'done',
        days: 7,
        done: 30,
        total: 30,
        progress: 1,
      });
    },
  );

  it('goes on where it was, and says how far it is', async () => {
    const { scope, id } = await linkWithPast(250);
    const seen: number[] = [];
    for (let turn: unknown = 'more'; turn === 'more'; ) {
      turn = await takeTurn(scope, id, 0);
      seen.push((await getInstance(scope, id)).historyImport?.done ?? -1);
    }
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(250);
    expect((await imported(scope.organizationId))[0]).toMatchObject({ n: 250, unread: 0 });
  });

  it('is not begun where nobody wished for it', async () => {
    open = await linkNumber();
    const { scope, id } = open;
    expect((await getInstance(scope, id)).historyImport).toBeNull();
  });
});
