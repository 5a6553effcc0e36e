import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { addJob, addJobs } from './add-job';

const GATE = 90_210;
const KEY = 'drain:one';
const payload = { organizationId: crypto.randomUUID(), instanceId: crypto.randomUUID() };

const emptied = () => database().execute(sql`delete from graphile_worker._private_jobs`);

beforeEach(emptied);
afterEach(async () => {
  await database().execute(sql`drop trigger if exists gate on graphile_worker._private_jobs`);
  await database().execute(sql`drop function if exists gate()`);
  await emptied();
});
afterAll(closeDatabase);

/** From now on whoever inserts a job waits while {@link GATE} is held: between what `add_job` looks at and what it writes. */
async function buildGate(): Promise<void> {
  await database().execute(sql`
    create function gate() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock(${sql.raw(String(GATE))}); return new; end $$`);
  await database().execute(
    sql`create trigger gate before insert on graphile_worker._private_jobs for each row execute function gate()`,
  );
}

const waitsAtGate = async () =>
  (
    await database().execute(sql`
      select 1 from pg_locks where locktype = 'advisory' and objid = ${GATE} and not granted
        and database = (select oid from pg_database where datname = current_database())`)
  ).length;

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
  await database().transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${GATE})`);
    adding = add();
    await expect.poll(waitsAtGate).toBe(1);
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
