import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import {
  type LogFunctionFactory,
  Logger,
  parseCronItems,
  run,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import { log } from '@/lib/core/log';
import { databaseUrl, env } from '@/lib/env';
import { startHeartbeat } from './heartbeat';
import type { TaskHandlers } from './tasks';

const CONCURRENCY = 8;

/** The job runner of a long-running process. `stop` lets running jobs end. */
export async function startRunner(handlers: TaskHandlers): Promise<{ stop: () => Promise<void> }> {
  const events = new EventEmitter() as WorkerEvents;
  const heartbeat = startHeartbeat(randomUUID(), events);
  const runner = await run({
    ...settings(),
    events,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    pollInterval: 1000,
    taskList: toTaskList(handlers),
    parsedCronItems: parseCronItems([
      { task: 'reconcile', match: '* * * * *', options: { maxAttempts: 1, backfillPeriod: 0 } },
      { task: 'clean_up', match: '17 * * * *', options: { maxAttempts: 3, backfillPeriod: 0 } },
    ]),
  });
  return {
    stop: async () => {
      await runner.stop();
      await heartbeat.stop();
    },
  };
}

const settings = () => ({
  connectionString: env().DATABASE_DIRECT_URL ?? databaseUrl(),
  logger: new Logger(toPino),
});

const toPino: LogFunctionFactory = () => (level, message) => {
  const line = { component: 'jobs' };
  if (level === 'error') log().error(line, message);
  else if (level === 'warning') log().warn(line, message);
  else log().debug(line, message);
};

function toTaskList(handlers: TaskHandlers): TaskList {
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handle]) => [name, (payload: unknown) => handle(payload as never)]),
  );
}
