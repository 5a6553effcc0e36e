import { sql } from 'drizzle-orm';
import type { Executor } from '@/db/client';
import { jsonRows } from '@/lib/core/sql';
import type { TaskName, TaskPayloads } from './tasks';

type JobOptions = {
  /** Two waiting jobs with the same key are one. */
  key?: string;
  runAt?: Date;
  maxAttempts?: number;
  /** Lower runs first; 0 unless told. */
  priority?: number;
};

/**
 * Adds a job inside the caller's transaction: it exists if, and only if, the write it belongs to commits. No named
 * queues: a process killed with -9 would leave its queue locked for four hours (graphile-worker 0.17).
 */
export async function addJob<N extends TaskName>(
  db: Executor,
  name: N,
  payload: TaskPayloads[N],
  { key, runAt, maxAttempts = 25, priority = 0 }: JobOptions = {},
): Promise<void> {
  await db.execute(sql`select graphile_worker.add_job(
    ${name}::text, payload := ${JSON.stringify(payload)}::text::json, job_key := ${key ?? null}::text,
    run_at := ${runAt?.toISOString() ?? null}::timestamptz, max_attempts := ${maxAttempts}::int, priority := ${priority}::int)`);
}

/** The same job for many rows in one statement; each with the key `<prefix>:<id>`. */
export async function addJobs<N extends TaskName>(
  db: Executor,
  name: N,
  prefix: string,
  payloads: { id: string; payload: TaskPayloads[N] }[],
  { maxAttempts = 25, priority = 0 }: Pick<JobOptions, 'maxAttempts' | 'priority'> = {},
): Promise<void> {
  if (payloads.length === 0) return;
  await db.execute(sql`
    select graphile_worker.add_job(${name}::text, payload := j.payload, job_key := ${prefix}::text || ':' || j.id,
      max_attempts := ${maxAttempts}::int, priority := ${priority}::int)
    from jsonb_to_recordset(${jsonRows(payloads)}) as j(id text, payload json)`);
}
