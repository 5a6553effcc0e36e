import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { lockInstance } from '@/lib/instances/lock';
import { ackOf, makeInstance, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { receive } from './receive';

afterAll(closeDatabase);

const ANA = '5511987654321@c.us';

/** How many rows of messages and conversations the connection has changed, and how many with new entries in indexes. */
async function changed({ db }: Scope): Promise<{ rows: number; elsewhere: number }> {
  const [row] = await db.execute<{ rows: number; elsewhere: number }>(sql`
    select sum(pg_stat_get_xact_tuples_updated(t))::int as rows,
      sum(pg_stat_get_xact_tuples_updated(t) - pg_stat_get_xact_tuples_hot_updated(t))::int as elsewhere
    from unnest(array['messages', 'conversations']::regclass[]) as t`);
  return row ?? { rows: 0, elsewhere: 0 };
}

it('a tick touches no index, neither of the message nor of its conversation', async () => {
  const { scope, instanceId } = await makeInstance();
  await receiveBatch(scope, instanceId, [textFrom(ANA, 'M1', { fromMe: true, ack: 1 })]);
  await inTransaction(scope, async (inside) => {
    await lockInstance(inside, instanceId);
    const before = await changed(inside);
    for (const level of [2, 3]) await receive(inside, instanceId, [ackOf('M1', level)]);
    const after = await changed(inside);
    expect(after).toEqual({ rows: before.rows + 4, elsewhere: before.elsewhere });
  });
});
