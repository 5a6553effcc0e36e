import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { drainJobs } from '@/lib/jobs/drain';
import type { TaskHandlers } from '@/lib/jobs/tasks';
import { makeInstance } from '@/tests/setup/receive-support';
import { restAccount } from './presence';

afterAll(closeDatabase);

it('an account that could not be shown offline is tried again', async () => {
  const { scope, instanceId } = await makeInstance();
  await database().execute(sql`delete from graphile_worker._private_jobs`);
  await restAccount(scope, instanceId);
  await database().execute(sql`update graphile_worker._private_jobs set run_at = now()`);
  let tries = 0;
  const handlers = {
    rest_account: async () => {
      if (++tries === 1) throw new Error('WAHA is away for a moment');
    },
  } as Partial<TaskHandlers> as TaskHandlers;
  await drainJobs(handlers, 30_000);
  expect(tries).toBe(2);
});
