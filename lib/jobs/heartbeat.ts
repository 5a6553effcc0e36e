import { sql } from 'drizzle-orm';
import { makeWorkerUtils, type WorkerEvents } from 'graphile-worker';
import { database } from '@/db/client';
import { workerHeartbeats } from '@/db/schema';
import { log } from '@/lib/core/log';
import { directDatabaseUrl } from '@/lib/env';

const BEAT_MS = 10_000;

/**
 * Tells the others that this process's workers live, and gives back the jobs of those that were killed: their locks
 * would otherwise hold for four hours (graphile-worker 0.17). Ids that are silent for 30 s count as dead.
 */
export function startHeartbeat(processId: string, events: WorkerEvents): { stop: () => Promise<void> } {
  const holders = new Set<string>();
  const write = async () => {
    try {
      await writeBeat(processId, [...holders]);
      await releaseDead();
    } catch (error) {
      log().warn({ err: error }, 'Heartbeat of the job runner failed');
    }
  };
  let beating = Promise.resolve();
  const beat = () => {
    beating = beating.then(write);
  };
  // Jobs are locked by the pool that took them, not by the worker that runs them (graphile-worker 0.17.3).
  events.on('pool:create', ({ workerPool }) => {
    holders.add(workerPool.id);
    beat();
  });
  const timer = setInterval(beat, BEAT_MS);
  beat();
  return {
    stop: async () => {
      clearInterval(timer);
      await beating;
      await database().execute(sql`delete from worker_heartbeats where process_id = ${processId}`);
    },
  };
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
