import { EventEmitter } from 'node:events';
import { sql } from 'drizzle-orm';
import type { WorkerEvents } from 'graphile-worker';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { newId } from '@/lib/core/ids';
import { makeInstance } from '@/tests/setup/receive-support';
import { addJob } from './add-job';
import { drainJobs } from './drain';
import { startHeartbeat } from './heartbeat';
import { startRunner } from './runner';
import type { TaskHandlers } from './tasks';

beforeEach(() => database().execute(sql`delete from graphile_worker._private_jobs`));
afterAll(closeDatabase);

/** A job that is worked on until it is released. */
async function makeLongJob() {
  const { scope, instanceId } = await makeInstance();
  await database().execute(sql`delete from graphile_worker._private_jobs`);
  let release = () => {};
  const work = new Promise<void>((resolve) => {
    release = resolve;
  });
  const handlers = { drain_outbox: () => work } as Partial<TaskHandlers> as TaskHandlers;
  const { organizationId } = scope;
  await addJob(database(), 'drain_outbox', { organizationId, instanceId }, { key: 'long' });
  return { handlers, release };
}

const holders = () =>
  database().execute(sql`
    select h.process_id is not null as "isNamed" from graphile_worker._private_jobs j
    left join worker_heartbeats h on j.locked_by = any(h.worker_ids) where j.locked_by is not null`);

const beats = () => database().execute(sql`select process_id from worker_heartbeats`);

it('whoever holds a job is named by the heartbeat: a long job is not given to another', async () => {
  const { handlers, release } = await makeLongJob();
  const runner = await startRunner(handlers);
  try {
    await expect.poll(holders).toEqual([{ isNamed: true }]);
  } finally {
    release();
    await runner.stop();
  }
  expect(await beats()).toEqual([]);
});

it('… where jobs are worked off after answers, too', async () => {
  const { handlers, release } = await makeLongJob();
  const work = drainJobs(handlers, 10_000);
  try {
    await expect.poll(holders).toEqual([{ isNamed: true }]);
  } finally {
    release();
    await work;
  }
  expect(await beats()).toEqual([]);
});

/** A process that took a job at two looks, and what the database says of it. */
async function takeJob() {
  const [events, pool] = [new EventEmitter() as WorkerEvents, newId()];
  const heartbeat = startHeartbeat(newId(), events);
  const tell = (name: 'job:start' | 'job:complete', id: string) =>
    events.emit(name, { job: { id } } as never);
  events.emit('pool:create', { workerPool: { id: pool } } as never);
  await addJob(database(), 'reconcile', {});
  const [job] = await database().execute<{ id: string }>(sql`
    update graphile_worker._private_jobs set locked_by = ${pool}, locked_at = now() returning id::text`);
  const isHeld = async () =>
    (await database().execute(sql`select 1 from graphile_worker._private_jobs where locked_by = ${pool}`))
      .length > 0;
  return { heartbeat, isHeld, tell, id: job?.id ?? '' };
}

it('a job whose end the database was not told runs again', async () => {
  const { heartbeat, isHeld, tell, id } = await takeJob();
  try {
    tell('job:start', id);
    for (let beat = 0; beat < 3; beat++) await heartbeat.beat();
    expect(await isHeld()).toBe(true);
    tell('job:complete', id);
    await heartbeat.beat();
    // It may be told just now.
    expect(await isHeld()).toBe(true);
    await heartbeat.beat();
    expect(await isHeld()).toBe(false);
  } finally {
    await heartbeat.stop();
  }
});

it('… and one that was taken for a process which never heard of it', async () => {
  const { heartbeat, isHeld } = await takeJob();
  try {
    for (let beat = 0; beat < 3; beat++) await heartbeat.beat();
    expect(await isHeld()).toBe(false);
  } finally {
    await heartbeat.stop();
  }
});

it('says when the database is back, once after each time it was away', async () => {
  let returns = 0;
  const heartbeat = startHeartbeat(newId(), new EventEmitter() as WorkerEvents, async () => {
    returns++;
  });
  const beat = async () => {
    await heartbeat.beat();
    return returns;
  };
  try {
    expect(await beat()).toBe(0);
    await database().execute(sql`alter table worker_heartbeats rename to worker_heartbeats_away`);
    expect([await beat(), await beat()]).toEqual([0, 0]);
    await database().execute(sql`alter table worker_heartbeats_away rename to worker_heartbeats`);
    expect([await beat(), await beat()]).toEqual([1, 1]);
  } finally {
    await database().execute(sql`alter table if exists worker_heartbeats_away rename to worker_heartbeats`);
    await heartbeat.stop();
  }
});
