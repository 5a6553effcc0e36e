import type { Mutation } from './mutations';

const REPLAY = { project: 'integration', test: 'lib/webhooks/replay.db.test.ts' } as const;
const TAKE_DOWN = { project: 'integration', test: 'lib/instances/take-down.db.test.ts' } as const;
const DRAIN = { project: 'integration', test: 'lib/messages/drain.db.test.ts' } as const;

/** Of what is done behind the answers. */
export const jobs: Mutation[] = [
  {
    id: 'job-taken-amid-adding',
    file: 'lib/jobs/add-job.ts',
    find: 'where added is null',
    replace: 'where false',
    project: 'integration',
    test: 'lib/jobs/add-job.db.test.ts',
    name: 'a job that is taken at the very moment it is added again is followed by another',
  },
  {
    id: 'places-are-shared',
    file: 'lib/jobs/places.ts',
    find: 'if (count > 0 && count >= this.free) return false;',
    replace: '',
    project: 'integration',
    test: 'lib/jobs/places.db.test.ts',
    name: 'a server that hangs leaves half of the places to others',
  },
  {
    id: 'jobs-of-the-dead',
    file: 'lib/jobs/heartbeat.ts',
    find: '    holders.add(workerPool.id);',
    replace: '',
    project: 'integration',
    test: 'lib/jobs/heartbeat.db.test.ts',
    name: 'whoever holds a job is named by the heartbeat: a long job is not given to another',
  },
  {
    id: 'jobs-untold',
    file: 'lib/jobs/heartbeat.ts',
    find: '      idle = await releaseForgotten([...holders], [...running], idle);',
    replace: '',
    project: 'integration',
    test: 'lib/jobs/heartbeat.db.test.ts',
    name: 'a job whose end the database was not told runs again',
  },
  {
    id: 'jobs-connections-bounded',
    file: 'lib/jobs/runner.ts',
    find: 'maxPoolSize: connectionsOf(total),',
    replace: 'maxPoolSize: total + 2,',
    project: 'integration',
    test: 'lib/jobs/runner.db.test.ts',
    name: 'takes no more connections than it may, and works off all that is due all the same',
  },
  {
    id: 'replay-is-come-back-to',
    file: 'lib/tasks/reconcile.ts',
    find: '    wakeReplays,\n',
    replace: '',
    ...REPLAY,
    name: 'what a replay held as it failed is come back to, also when somebody had asked again meanwhile',
  },
  {
    id: 'running-replay-is-enough',
    file: 'lib/monitoring/queries.ts',
    find: "where j.key = 'replay:' || o.id",
    replace: 'where false',
    ...REPLAY,
    name: 'what a replay held as it failed is come back to, also when somebody had asked again meanwhile',
  },
  {
    id: 'replay-waits-for-numbers',
    file: 'lib/webhooks/replay.ts',
    find: 'if (isBusy) first = ',
    replace: 'if (isBusy) throw error;\n      first = ',
    ...REPLAY,
    name: 'a replay that concerns a number which is receiving just now waits for it',
  },
  {
    id: 'deleted-leaves-no-session',
    file: 'lib/instances/take-down.ts',
    find: "if (await isLeased(scope, id, 'sync')) ",
    replace: 'if (false) ',
    ...TAKE_DOWN,
    name: 'a number that is deleted while its session is made leaves none',
  },
  {
    id: 'moved-leaves-no-session',
    file: 'lib/instances/take-down.ts',
    find: "if (await isLeased(scope, left.instanceId, 'sync'))",
    replace: 'if (false)',
    ...TAKE_DOWN,
    name: '… nor one that is moved meanwhile',
  },
  {
    id: 'later-look-stands',
    file: 'lib/messages/drain.ts',
    find: '() => drainNow(scope, instanceId));',
    replace: '() => drain(scope, instanceId));\n    await drainNow(scope, instanceId);',
    ...DRAIN,
    name: 'whoever says when to look next never replaces what another one has seen since',
  },
];
