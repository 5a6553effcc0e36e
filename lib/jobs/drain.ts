import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { runOnce, type WorkerEvents } from 'graphile-worker';
import { database } from '@/db/client';
import { databaseUrl } from '@/lib/env';
import { startHeartbeat } from './heartbeat';
import { Places } from './places';
import { toTaskList, workerLogger } from './runner';
import type { TaskHandlers } from './tasks';

const CONCURRENCY = 8;
const AGAIN_MS = 200;
/** Jobs that take longer don't keep those waiting that fall due meanwhile. */
const ROUND_MS = 500;

type Work = { places: Places; running: Set<Promise<void>>; loop?: Promise<void>; isAskedAgain: boolean };

const shared = globalThis as typeof globalThis & { __recadoDrain?: Work };

/**
 * Serverless: works off the jobs that are due, and those that fall due while it runs, for at most `budgetMs`; begins
 * no other after that. One at a time per process: whoever comes meanwhile waits for it, and it looks once more.
 */
export async function drainJobs(handlers: TaskHandlers, budgetMs: number): Promise<void> {
  shared.__recadoDrain ??= { places: new Places(CONCURRENCY), running: new Set(), isAskedAgain: false };
  const work = shared.__recadoDrain;
  work.isAskedAgain = true;
  work.loop ??= drainUntil(work, handlers, Date.now() + budgetMs).finally(() => {
    work.loop = undefined;
  });
  await work.loop;
  await Promise.all(work.running);
}

async function drainUntil(work: Work, handlers: TaskHandlers, deadline: number): Promise<void> {
  const { places, running } = work;
  for (let round = 0; ; round++) {
    work.isAskedAgain = false;
    const dueAt = await nextDue();
    if (work.isAskedAgain) continue;
    if (Date.now() >= deadline) return;
    const isNone = dueAt === undefined || dueAt >= deadline;
    if (isNone && running.size === 0) return;
    // A job that nobody here can take (another version's) is due for ever.
    const wait = isNone ? ROUND_MS : Math.max(round === 0 ? 0 : AGAIN_MS, dueAt - Date.now());
    await pause(running.size > 0 ? Math.min(wait, ROUND_MS) : wait);
    if (isNone || dueAt > Date.now() || places.free === 0) continue;
    const due = runDue(handlers, deadline, places).finally(() => running.delete(due));
    running.add(due);
    await Promise.race([due, pause(ROUND_MS)]);
  }
}

/** When the next job that nobody works on falls due, on our own clock; undefined when none waits. */
async function nextDue(): Promise<number | undefined> {
  const [row] = await database().execute<{ wait: number | null }>(sql`
    select extract(epoch from min(run_at) - clock_timestamp())::float8 * 1000 as wait
    from graphile_worker._private_jobs where is_available`);
  return row?.wait == null ? undefined : Date.now() + row.wait;
}

/** Through the pooler, if there is one: a thousand functions must not each open connections past it. */
async function runDue(handlers: TaskHandlers, deadline: number, places: Places): Promise<void> {
  const events = new EventEmitter() as WorkerEvents;
  const heartbeat = startHeartbeat(randomUUID(), events);
  let timer: NodeJS.Timeout | undefined;
  events.on('pool:create', ({ workerPool }) => {
    const stop = () => void Promise.resolve(workerPool.gracefulShutdown('the time is up')).catch(() => {});
    timer = setTimeout(stop, Math.max(0, deadline - Date.now()));
  });
  try {
    await runOnce({
      connectionString: databaseUrl(),
      noPreparedStatements: true,
      maxPoolSize: CONCURRENCY + 1,
      concurrency: places.free,
      forbiddenFlags: () => places.full(),
      noHandleSignals: true,
      logger: workerLogger(),
      events,
      taskList: toTaskList(handlers, places),
    });
  } finally {
    clearTimeout(timer);
    await heartbeat.stop();
  }
}
