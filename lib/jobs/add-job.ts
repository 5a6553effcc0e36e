import { type SQL, sql } from 'drizzle-orm';
import type { Job } from 'graphile-worker';
import { database, type Executor } from '@/db/client';
import { jsonRows } from '@/lib/core/sql';
import type { TaskName, TaskPayloads } from './tasks';

type JobOptions = {
  /** Two waiting jobs with the same key are one. */
  key?: string;
  runAt?: Date;
  maxAttempts?: number;
  /** Lower runs first; 0 unless told. */
  priority?: number;
  /** The WAHA server that the job speaks to, where its payload leads to another one or to none. */
  serverId?: string;
};

/** Who waits for it: nobody, when it only looks after what no event told. */
export const UNASKED = 8;

/** A job that met a share that was used up is looked at again after this. */
const POSTPONED_MS = 300;

/** The server of the number that a payload is about: see {@link serverOf}. */
const serverIn = (payload: SQL): SQL => sql`(
  select array[i.server_id::text] from instances i
  where i.organization_id = (${payload} ->> 'organizationId')::uuid and i.id = coalesce((${payload} ->> 'instanceId')::uuid, (
    select m.instance_id from messages m where m.organization_id = (${payload} ->> 'organizationId')::uuid
      and m.id = coalesce(${payload} ->> 'messageId', ${payload} -> 'messageIds' ->> 0)::uuid)))`;

/**
 * Adds each of `jobs` (rows of `key`, `payload`, `flags`), and again until it stands. graphile-worker 0.17.3 looks for a
 * taken job of the key in one statement and writes in the next: one that is taken between the two keeps the place, the
 * call returns nothing, and who takes it may have looked before this transaction's write (graphile/worker#580).
 */
async function add(
  db: Executor,
  name: TaskName,
  jobs: SQL,
  { runAt, maxAttempts = 25, priority = 0 }: Pick<JobOptions, 'runAt' | 'maxAttempts' | 'priority'>,
): Promise<void> {
  const added = sql`(graphile_worker.add_job(${name}::text, payload := payload, job_key := key,
    run_at := ${runAt?.toISOString() ?? null}::timestamptz, max_attempts := ${maxAttempts}::int,
    priority := ${priority}::int, flags := flags)).id`;
  await db.execute(sql`
    with recursive tried as (
      select key, payload, flags, ${added} as added from (${jobs}) as jobs
      union all select key, payload, flags, ${added} from tried where added is null
    ) select count(added) from tried`);
}

/**
 * Adds a job inside the caller's transaction: it exists if, and only if, the write it belongs to commits. Its server is
 * a flag of it, by which the runner shares out its places. No named queues: a process killed with -9 would leave its
 * queue locked for four hours, and one for a server would make its numbers wait for each other (graphile-worker 0.17).
 */
export const addJob = <N extends TaskName>(
  db: Executor,
  name: N,
  payload: TaskPayloads[N],
  { key, serverId, ...options }: JobOptions = {},
): Promise<void> =>
  add(
    db,
    name,
    sql`select ${key ?? null}::text as key, payload,
        ${serverId ? sql`array[${serverId}::text]` : serverIn(sql`given.payload`)} as flags
      from (select ${JSON.stringify(payload)}::text::json as payload) as given`,
    options,
  );

/** The server that a job speaks to, if it is known. */
export const serverOf = ({ flags }: Job): string | undefined => Object.keys(flags ?? {})[0];

/**
 * The same job once more, a moment later, as if it had not been taken. One of its key that was added meanwhile is replaced, with
 * its time: what a job with a key does follows from rows, its payload is ids alone, and it looks whether it is time.
 */
export const postpone = (job: Job): Promise<void> =>
  addJob(database(), job.task_identifier as TaskName, job.payload as TaskPayloads[TaskName], {
    key: job.key ?? undefined,
    runAt: new Date(Date.now() + POSTPONED_MS),
    maxAttempts: job.max_attempts,
    priority: job.priority,
    serverId: serverOf(job),
  });

/** The same job for many rows in one statement; each with the key `<prefix>:<id>`. */
export async function addJobs<N extends TaskName>(
  db: Executor,
  name: N,
  prefix: string,
  payloads: { id: string; payload: TaskPayloads[N] }[],
  options: Pick<JobOptions, 'maxAttempts' | 'priority'> = {},
): Promise<void> {
  if (payloads.length === 0) return;
  const jobs = sql`select ${prefix}::text || ':' || id as key, payload, ${serverIn(sql`given.payload`)} as flags
    from json_to_recordset(${jsonRows(payloads)}) as given(id text, payload json)`;
  await add(db, name, jobs, options);
}
