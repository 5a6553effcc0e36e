import { sql } from 'drizzle-orm';
import { afterAll, afterEach, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { newId } from '@/lib/core/ids';
import { makeInstance } from '@/tests/setup/receive-support';
import { addJob } from './add-job';
import { drainJobs } from './drain';
import { startRunner } from './runner';
import type { TaskHandlers } from './tasks';

const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await database().execute(sql`delete from graphile_worker._private_jobs`);
});
afterAll(closeDatabase);

/** Forty outboxes of a server that hangs, and who is looked at meanwhile. */
async function start() {
  const hanging = await makeInstance();
  const well = await makeInstance();
  const serverId = newId();
  await database().execute(
    sql`insert into waha_servers (id, name, url) values (${serverId}, ${serverId}, 'http://127.0.0.1:9')`,
  );
  await database().execute(
    sql`update instances set server_id = ${serverId} where id = ${hanging.instanceId}`,
  );
  await database().execute(sql`delete from graphile_worker._private_jobs`);
  let release = () => {};
  const silence = new Promise<void>((resolve) => {
    release = resolve;
  });
  const seen = { hanging: 0, well: 0 };
  const handlers = {
    drain_outbox: async ({ instanceId }) => {
      if (instanceId === well.instanceId) return void seen.well++;
      seen.hanging++;
      await silence;
    },
  } as Partial<TaskHandlers> as TaskHandlers;
  const add = ({ scope, instanceId }: typeof well, key: string) =>
    addJob(database(), 'drain_outbox', { organizationId: scope.organizationId, instanceId }, { key });
  for (let n = 0; n < 40; n++) await add(hanging, `h${n}`);
  return { handlers, release, seen, wake: (n: number) => add(well, `w${n}`) };
}

it('a server that hangs leaves half of the places to others', async () => {
  const { handlers, release, seen, wake } = await start();
  const runner = await startRunner(handlers);
  ends.push(release, runner.stop);
  await expect.poll(() => seen.hanging, { timeout: 10_000 }).toBe(4);
  for (let n = 1; n <= 20; n++) {
    await wake(n);
    await expect.poll(() => seen.well, { timeout: 10_000 }).toBe(n);
  }
  expect(seen.hanging).toBe(4);
  release();
  await expect.poll(() => seen.hanging, { timeout: 10_000 }).toBe(40);
});

it('serverless, too, and what falls due while one hangs is done', async () => {
  const { handlers, release, seen, wake } = await start();
  const work = drainJobs(handlers, 60_000);
  ends.push(release, () => work);
  await expect.poll(() => seen.hanging, { timeout: 10_000 }).toBe(4);
  for (let n = 1; n <= 3; n++) {
    await wake(n);
    await expect.poll(() => seen.well, { timeout: 10_000 }).toBe(n);
  }
  expect(seen.hanging).toBe(4);
  release();
  await work;
  expect(seen.hanging).toBe(40);
});
