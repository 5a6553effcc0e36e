import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import {
  type LogFunctionFactory,
  Logger,
  type ParsedCronItem,
  type Runner,
  run,
  type Task,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import { log } from '@/lib/core/log';
import { directDatabaseUrl, env } from '@/lib/env';
import { postpone, serverOf } from './add-job';
import { startHeartbeat } from './heartbeat';
import { Places } from './places';
import { scheduleForRunner } from './schedule';
import type { TaskHandlers, TaskName } from './tasks';

/**
 * Places for jobs of each kind, so that nothing keeps waiting what is of another: outboxes, files (minutes each), and all
 * else. Within a kind the servers share them ({@link Places}).
 */
const KINDS: { places: number; names: readonly TaskName[] }[] = [
  { places: 8, names: ['drain_outbox'] },
  { places: 6, names: ['fetch_media'] },
];
const OTHER_PLACES = 8;
/** LISTEN, and two to work with. */
const FEWEST = 3;
/** Every free place looks for jobs whose time has come; together those of a kind do so eight times a second. */
const POLL_MS = 125;

/** The job runner of a long-running process. `onReturn`: the database was away. `stop` lets running jobs end. */
export async function startRunner(
  handlers: TaskHandlers,
  onReturn?: () => Promise<void>,
): Promise<{ stop: () => Promise<void> }> {
  const events = new EventEmitter() as WorkerEvents;
  const heartbeat = startHeartbeat(randomUUID(), events, onReturn);
  const apart = KINDS.flatMap(({ names }) => names);
  const others = (Object.keys(handlers) as TaskName[]).filter((name) => !apart.includes(name));
  const runners = await Promise.all([
    ...KINDS.map(({ places, names }) => runKind(handlers, events, places, names)),
    runKind(handlers, events, OTHER_PLACES, others, scheduleForRunner()),
  ]);
  return {
    stop: async () => {
      await Promise.all(runners.map((runner) => runner.stop()));
      await heartbeat.stop();
    },
  };
}

function runKind(
  handlers: TaskHandlers,
  events: WorkerEvents,
  total: number,
  names: readonly TaskName[],
  schedule: ParsedCronItem[] = [],
): Promise<Runner> {
  const places = new Places(total);
  const all = Object.entries(toTaskList(handlers, places));
  return run({
    connectionString: jobsUrl(),
    maxPoolSize: connectionsOf(total),
    logger: workerLogger(),
    events,
    noHandleSignals: true,
    pollInterval: POLL_MS * total,
    concurrency: total,
    forbiddenFlags: () => places.full(),
    taskList: Object.fromEntries(all.filter(([name]) => names.includes(name as TaskName))),
    parsedCronItems: schedule,
  });
}

/** One for each place, one for LISTEN, one more: no place waits for another's, unless all together would be too many. */
function connectionsOf(places: number): number {
  const all = [...KINDS.map((kind) => kind.places), OTHER_PLACES].reduce((sum, count) => sum + count + 2, 0);
  return Math.max(FEWEST, Math.floor((env().JOB_POOL_SIZE * (places + 2)) / all));
}

/** Whoever looks at the database's connections sees which ones are for jobs. */
function jobsUrl(): string {
  const url = new URL(directDatabaseUrl());
  url.searchParams.set('application_name', 'recado-jobs');
  return url.href;
}

/** The job library's lines among ours. */
export const workerLogger = () => new Logger(toPino);

const toPino: LogFunctionFactory = () => (level, message) => {
  const line = { component: 'jobs' };
  if (level === 'error') log().error(line, message);
  else if (level === 'warning') log().warn(line, message);
  else log().debug(line, message);
};

/** Our handlers as the job library takes them, each in a place of its server. */
export function toTaskList(handlers: TaskHandlers, places: Places): TaskList {
  const entries = Object.entries(handlers).map(([name, handle]): [string, Task] => [
    name,
    async (payload, { job }) => {
      const server = serverOf(job);
      // Several places may have looked for a job at once.
      if (!places.enter(server)) return postpone(job);
      try {
        await handle(payload as never, job.attempts >= job.max_attempts);
      } finally {
        places.leave(server);
      }
    },
  ]);
  return Object.fromEntries(entries);
}
