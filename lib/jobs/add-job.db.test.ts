import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { buildGate, countWaiting, removeGate, whileClosed } from '@/tests/setup/job-gate';
import { addJob, addJobs } from './add-job';

const KEY = 'drain:one';
const payload = { organizationId: crypto.randomUUID(), instanceId: crypto.randomUUID() };

const emptied = () => database().execute(sql`delete from graphile_worker._private_jobs`);

beforeEach(emptied);
afterEach(async () => {
  await removeGate();
  await emptied();
});
afterAll(closeDatabase);

/** As a worker takes it. */
const take = () =>
  database().execute(
    sql`update graphile_worker._private_jobs set locked_by = 'worker-of-a-test', locked_at = now(), attempts = 1`,
  );

it.each([
  ['one', () => addJob(database(), 'drain_outbox', payload, { key: KEY })],
  ['a set', () => addJobs(database(), 'drain_outbox', 'drain', [{ id: 'one', payload }])],
])('a job that is taken at the very moment it is added again is followed by another: %s', async (_, add) => {
  await add();
  await buildGate();
  let adding: Promise<void> | undefined;
  await whileClosed(async () => {
    adding = add();
    await expect.poll(countWaiting).toBe(1);
    await take();
  });
  await adding;
  const jobs = await database().execute(sql`
    select key, locked_at is not null as "isTaken" from graphile_worker._private_jobs order by id`);
  expect(jobs).toEqual([
    { key: null, isTaken: true },
    { key: KEY, isTaken: false },
  ]);
});
