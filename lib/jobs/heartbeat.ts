import { sql } from 'drizzle-orm';
import { makeWorkerUtils, type WorkerEvents } from 'graphile-worker';
import { database } from '@/db/client';
import { workerHeartbeats } from '@/db/schema';
import { log } from '@/lib/core/log';
import { textArray } from '@/lib/core/sql';
import { directDatabaseUrl } from '@/lib/env';

const BEAT_MS = 10_000;

export type Heartbeat = {
  /** One beat more, after those under way. */
  beat: () => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * Tells the others that this process's workers live, and gives back the jobs of those that were killed: their locks
 * would otherwise hold for four hours (graphile-worker 0.17). Ids that are silent for 30 s count as dead. So would the
 * locks of our own jobs that ended while the database was away: nobody tells it again (graphile-worker 0.17.3).
 * `onReturn` is called once the database answers again after it did not.
 */
export function startHeartbeat(
  processId: string,
  events: WorkerEvents,
  onReturn: () => Promise<void> = async () => {},
): Heartbeat {
  const holders = new Set<string>();
  const running = watchRunning(events);
  let idle: string[] = [];
  let wasAway = false;
  const write = async () => {
    try {
      await writeBeat(processId, [...holders]);
      await releaseDead();
      // What ends just now is being told: only what was idle at the beat before, too, is forgotten.
      idle = await releaseForgotten([...holders], [...running], idle);
      if (wasAway) await onReturn();
      wasAway = false;
    } catch (error) {
      wasAway = true;
      log().warn({ err: error }, 'Heartbeat of the job runner failed');
    }
  };
  let beating = Promise.resolve();
  const beat = () => {
    beating = beating.then(write);
    return beating;
  };
  // Jobs are locked by the pool that took them, not by the worker that runs them (graphile-worker 0.17.3).
  events.on('pool:create', ({ workerPool }) => {
    holders.add(workerPool.id);
    void beat();
  });
  const timer = setInterval(beat, BEAT_MS);
  void beat();
  return {
    beat,
    stop: async () => {
      clearInterval(timer);
      await beating;
      await database().execute(sql`delete from worker_heartbeats where process_id = ${processId}`);
    },
  };
}

/** The ids of the jobs that run here. */
function watchRunning(events: WorkerEvents): ReadonlySet<string> {
  const running = new Set<string>();
  events.on('job:start', ({ job }) => running.add(job.id));
  events.on('job:complete', ({ job }) => running.delete(job.id));
  return running;
}

async function writeBeat(processId: string, workerIds: string[]): Promise<void> {
  // The database's clock: those of several machines differ.
  const row = { processId, workerIds, beatAt: sql`now()` };
  await database()
    .insert(workerHeartbeats)
    .values(row)
    .onConflictDoUpdate({ target: workerHeartbeats.processId, set: row });
}

async function releaseDead(): Promise<void> {
  const dead = await database().execute<{ id: string }>(sql`
    select distinct j.locked_by as id from graphile_worker._private_jobs j
    where j.locked_by is not null and j.locked_at < now() - interval '30 seconds' and not exists (
      select 1 from worker_heartbeats h
      where j.locked_by = any(h.worker_ids) and h.beat_at > now() - interval '30 seconds')`);
  if (dead.length === 0) return;
  const utils = await makeWorkerUtils({ connectionString: directDatabaseUrl() });
  try {
    await utils.forceUnlockWorkers(dead.map((row) => row.id));
    await database().execute(sql`delete from worker_heartbeats where beat_at < now() - interval '1 hour'`);
  } finally {
    await utils.release();
  }
}

/** Gives back those of the `idle` jobs that these pools still hold without running them; answers the others of that kind. */
async function releaseForgotten(holders: string[], running: string[], idle: string[]): Promise<string[]> {
  const rows = await database().execute<{ id: string }>(sql`
    select id::text from graphile_worker._private_jobs
    where locked_by = any(${textArray(holders)}) and id <> all(${textArray(running)}::bigint[])`);
  const held = rows.map(({ id }) => id);
  const forgotten = held.filter((id) => idle.includes(id));
  if (forgotten.length > 0) {
    log().warn({ jobs: forgotten }, 'Jobs whose end could not be told run again');
    await database().execute(sql`
      update graphile_worker._private_jobs set locked_by = null, locked_at = null, run_at = greatest(run_at, now())
      where id = any(${textArray(forgotten)}::bigint[]) and locked_by = any(${textArray(holders)})`);
  }
  return held.filter((id) => !idle.includes(id));
}
