import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { makeInstance } from '@/tests/setup/receive-support';
import { addJob } from './add-job';
import { startRunner } from './runner';
import type { TaskHandlers } from './tasks';

afterAll(closeDatabase);

it('whoever holds a job is named by the heartbeat: a long job is not given to another', async () => {
  const { scope, instanceId } = await makeInstance();
  await database().execute(sql`delete from graphile_worker._private_jobs`);
  let release = () => {};
  const work = new Promise<void>((resolve) => {
    release = resolve;
  });
  const handlers = { drain_outbox: () => work } as Partial<TaskHandlers> as TaskHandlers;
  const runner = await startRunner(handlers);
  try {
    const { organizationId } = scope;
    await addJob(database(), 'drain_outbox', { organizationId, instanceId }, { key: 'long' });
    const holders = () =>
      database().execute(sql`
        select h.process_id is not null as "isNamed" from graphile_worker._private_jobs j
        left join worker_heartbeats h on j.locked_by = any(h.worker_ids) where j.locked_by is not null`);
    await expect.poll(holders).toEqual([{ isNamed: true }]);
  } finally {
    release();
    await runner.stop();
  }
  const left = await database().execute(sql`select process_id from worker_heartbeats`);
  expect(left).toEqual([]);
});
