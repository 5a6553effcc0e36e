import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { runOnce, type WorkerEvents } from 'graphile-worker';
import { database } from '@/db/client';
import { databaseUrl } from '@/lib/env';
import { startHeartbeat } from './heartbeat';
import { toTaskList, workerLogger } from './runner';
import type { TaskHandlers } from './tasks';

const CONCURRENCY = 4;
const AGAIN_MS = 200;

const shared = globalThis as typeof globalThis & {
  __recadoDrain?: Promise<void>;
  __recadoDrainAgain?: boolean;
};

/**
 * Serverless: works off the jobs that are due, and those that fall due while it runs, for at most `budgetMs`; begins
 * no other after that. One at a time per process: whoever comes meanwhile waits for it, and it looks once more.
 */
export function drainJobs(handlers: TaskHandlers, budgetMs: number): Promise<void> {
  if (shared.__recadoDrain) {
    shared.__recadoDrainAgain = true;
    return shared.__recadoDrain;
  }
  shared.__recadoDrain = drainUntil(handlers, Date.now() + budgetMs).finally(() => {
    shared.__recadoDrain = undefined;
  });
  return shared.__recadoDrain;
}

async function drainUntil(handlers: TaskHandlers, deadline: number): Promise<void> {
  for (let round = 0; ; round++) {
    shared.__recadoDrainAgain = false;
    const dueAt = await nextDue();
    if (shared.__recadoDrainAgain) continue;
    if (dueAt === undefined || dueAt >= deadline || Date.now() >= deadline) return;
    // A job that nobody here can take (another version's) is due for ever.
    await pause(Math.max(round === 0 ? 0 : AGAIN_MS, dueAt - Date.now()));
    await runDue(handlers, deadline);
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
async function runDue(handlers: TaskHandlers, deadline: number): Promise<void> {
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
      concurrency: CONCURRENCY,
      noHandleSignals: true,
      logger: workerLogger(),
      events,
      taskList: toTaskList(handlers),
    });
  } finally {
    clearTimeout(timer);
    await heartbeat.stop();
  }
}
