import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import { firstIdAt } from '@/lib/core/sql';
import { openExplained } from '@/scripts/bench/inbox-plans';
import { makeInstance, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { countTraffic } from './queries';

afterAll(closeDatabase);

it('reads the messages of two days, however many there are', { timeout: 60_000 }, async () => {
  const { scope, instanceId } = await makeInstance();
  await receiveBatch(scope, instanceId, [textFrom('5511987654321@c.us', 'FIRST')]);
  // One every quarter of an hour for more than half a year.
  await scope.db.execute(sql`
    insert into messages (organization_id, id, instance_id, conversation_id, direction, type, status, sender_kind, sent_at, created_at)
    select m.organization_id, ${firstIdAt(sql`t.at`)}, m.instance_id, m.conversation_id, 'inbound', 'text', 'received', 'contact', t.at, t.at
    from messages m cross join (select now() - n * interval '15 minutes' as at from generate_series(1, 20000) n) t
    where m.organization_id = ${scope.organizationId}`);
  await scope.db.execute(sql`vacuum (analyze) messages`);
  const explained = await openExplained(process.env.DATABASE_URL ?? '', scope.organizationId);
  let received = 0;
  const call = await explained.call(async (inside) => {
    for (const row of await countTraffic(inside)) if (!row.isToday) received += row.received;
  });
  await explained.close();
  expect(received).toBe(96);
  expect(call.seqScans).toEqual([]);
  // Those of two days and of the hours around them, and a few of the plan's own.
  expect(call.rows).toBeLessThan(250);
});
