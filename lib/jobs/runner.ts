import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { type LogFunctionFactory, Logger, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import { log } from '@/lib/core/log';
import { directDatabaseUrl } from '@/lib/env';
import { startHeartbeat } from './heartbeat';
import { scheduleForRunner } from './schedule';
import type { TaskHandlers, TaskName } from './tasks';

const CONCURRENCY = 8;
/** Downloads take minutes: a few at a time, in places of their own, so that nothing that is quick waits behind them. */
const SLOW: readonly TaskName[] = ['fetch_media'];
const SLOW_CONCURRENCY = 3;

/** The job runner of a long-running process. `stop` lets running jobs end. */
export async function startRunner(handlers: TaskHandlers): Promise<{ stop: () => Promise<void> }> {
  const events = new EventEmitter() as WorkerEvents;
  const heartbeat = startHeartbeat(randomUUID(), events);
  const common = {
    connectionString: directDatabaseUrl(),
    logger: workerLogger(),
    events,
    noHandleSignals: true,
    pollInterval: 1000,
  };
  const all = Object.entries(toTaskList(handlers));
  const tasks = (isSlow: boolean) =>
    Object.fromEntries(all.filter(([name]) => SLOW.includes(name as TaskName) === isSlow));
  const runners = [
    await run({
      ...common,
      concurrency: CONCURRENCY,
      taskList: tasks(false),
      parsedCronItems: scheduleForRunner(),
    }),
    await run({ ...common, concurrency: SLOW_CONCURRENCY, taskList: tasks(true), parsedCronItems: [] }),
  ];
  return {
    stop: async () => {
      await Promise.all(runners.map((runner) => runner.stop()));
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
