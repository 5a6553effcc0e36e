import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { makeInstance } from '@/tests/setup/receive-support';
import { whileReceiving } from './lock';
import { getInstance } from './service';

afterAll(closeDatabase);

it('what receives is repeated after a deadlock, as if nothing had been', async () => {
  const { scope, instanceId } = await makeInstance();
  let times = 0;
  await whileReceiving(scope, instanceId, async ({ db }) => {
    await db.execute(sql`update instances set name = name || '!' where id = ${instanceId}`);
    times += 1;
    if (times === 1)
      await db.execute(sql`do $$ begin raise exception using errcode = 'deadlock_detected'; end $$`);
  });
  expect([times, (await getInstance(scope, instanceId)).name]).toEqual([2, 'Vendas!']);
});

it('… and after nothing else', async () => {
  const { scope, instanceId } = await makeInstance();
  let times = 0;
  const work = whileReceiving(scope, instanceId, async ({ db }) => {
    times += 1;
    await db.execute(sql`select 1 / 0 from instances where id = ${instanceId}`);
  });
  await expect(work).rejects.toThrow();
  expect([times, await database().execute(sql`select 1 from pg_locks where locktype = 'advisory'`)]).toEqual([
    1,
    [],
  ]);
});
