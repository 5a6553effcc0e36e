import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { type LogFunctionFactory, Logger, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import { log } from '@/lib/core/log';
import { directDatabaseUrl } from '@/lib/env';
import { startHeartbeat } from './heartbeat';
import { scheduleForRunner } from './schedule';
import type { TaskHandlers } from './tasks';

const CONCURRENCY = 8;

/** The job runner of a long-running process. `stop` lets running jobs end. */
export async function startRunner(handlers: TaskHandlers): Promise<{ stop: () => Promise<void> }> {
  const events = new EventEmitter() as WorkerEvents;
  const heartbeat = startHeartbeat(randomUUID(), events);
  const runner = await run({
    connectionString: directDatabaseUrl(),
    logger: workerLogger(),
    events,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    pollInterval: 1000,
    taskList: toTaskList(handlers),
    parsedCronItems: scheduleForRunner(),
  });
  return {
    stop: async () => {
      await runner.stop();
      await heartbeat.stop();
    },
  };
}

/** The job library's lines among ours. */
export const workerLogger = () => new Logger(toPino);

const toPino: LogFunctionFactory = () => (level, message) => {
  const line = { component: 'jobs' };
  if (level === 'error') log().error(line, message);
  else if (level === 'warning') log().warn(line, message);
  else log().debug(line, message);
};

/** Our handlers as the job library takes them. */
export function toTaskList(handlers: TaskHandlers): TaskList {
  return Object.fromEntries(
    Object.entries(handlers).map(([name, handle]) => [name, (payload: unknown) => handle(payload as never)]),
  );
}
