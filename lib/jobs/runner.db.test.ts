import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { addJob } from './add-job';
import { startRunner } from './runner';
import type { TaskHandlers } from './tasks';

beforeAll(() => {
  vi.stubEnv('JOB_POOL_SIZE', '9');
});
afterAll(closeDatabase);

async function countConnections(): Promise<number> {
  const [row] = await database().execute<{ count: number }>(sql`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name = 'recado-jobs'`);
  return row?.count ?? 0;
}

it('takes no more connections than it may, and works off all that is due all the same', async () => {
  await database().execute(sql`delete from graphile_worker._private_jobs`);
  const seen: number[] = [];
  const handlers = {
    clean_up: async () => void seen.push(await countConnections()),
    drain_outbox: async () => void seen.push(await countConnections()),
    fetch_media: async () => void seen.push(await countConnections()),
  } as Partial<TaskHandlers> as TaskHandlers;
  const ids = { organizationId: crypto.randomUUID(), instanceId: crypto.randomUUID() };
  for (let n = 0; n < 30; n++) {
    await addJob(database(), 'clean_up', {}, { key: `c${n}` });
    await addJob(database(), 'drain_outbox', ids, { key: `d${n}` });
  }
  const runner = await startRunner(handlers);
  await expect.poll(() => seen.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(60);
  await runner.stop();
  expect(Math.min(...seen)).toBeGreaterThan(0);
  expect(Math.max(...seen)).toBeLessThanOrEqual(9);
});
