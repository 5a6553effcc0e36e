import type { Mutation } from './mutations';

const incidents = { project: 'integration', test: 'lib/incidents/incidents.db.test.ts' } as const;
const checks = { project: 'integration', test: 'lib/tasks/health-checks.db.test.ts' } as const;

export const health: Mutation[] = [
  {
    ...checks,
    id: 'health-late-jobs',
    file: 'lib/tasks/health-checks.ts',
    find: "return row.isLate ? 'late' : 'ok';",
    replace: "return 'ok';",
    name: 'names the jobs when somebody lives and 40 s after its time nobody took one',
  },
  {
    ...checks,
    id: 'health-disk',
    file: 'lib/tasks/health-checks.ts',
    find: "  } catch {\n    return 'down';\n  }\n}\n\n/** The WAHA",
    replace: "  } catch {\n    return 'ok';\n  }\n}\n\n/** The WAHA",
    name: 'names the disk when its folder can not be made or written',
  },
  {
    ...checks,
    id: 'health-disk-full',
    file: 'lib/tasks/health-checks.ts',
    find: 'bavail * bsize < MIN_FREE && bavail < blocks * MIN_FREE_SHARE',
    replace: 'bavail * bsize < MIN_FREE && bavail < 0',
    name: 'names a disk that is nearly full, and one that is',
  },
  {
    ...checks,
    id: 'health-listens',
    file: 'lib/servers/view.ts',
    find: 'if (!streamOpenAt || !isHeld)',
    replace: 'if (!streamOpenAt)',
    name: 'says of a server that can not call us whether it is listened to',
  },
  {
    ...checks,
    id: 'health-away-takes-its-numbers',
    file: 'lib/tasks/health-checks.ts',
    find: 'away.has(server.id) && isWanted(instance)',
    replace: 'away.has(server.name) && isWanted(instance)',
    name: 'names the server that does not answer, and the numbers that should work on it',
  },
  {
    id: 'health-stream-comes-back',
    file: 'lib/realtime/hub.ts',
    find: 'timer = setTimeout(() => resolve(false), ECHO_MS);',
    replace: 'timer = setTimeout(() => resolve(true), ECHO_MS);',
    project: 'unit',
    test: 'lib/realtime/hub.test.ts',
    name: 'knows whether what is told comes back, and nothing while nobody listens',
  },
  {
    ...incidents,
    id: 'incidents-end-when-working',
    file: 'lib/instances/status.ts',
    find: 'if (isBack) await closeWhenWorking(scope, id);',
    replace: 'if (isBack && !id) await closeWhenWorking(scope, id);',
    name: 'are open until the number works again, and say how they ended',
  },
  {
    ...incidents,
    id: 'incidents-end-with-the-wish',
    file: 'lib/instances/commands.ts',
    find: "if (!isWanted) await closeIncidents(inside, id, 'stopped');",
    replace: "if (!isWanted && !id) await closeIncidents(inside, id, 'stopped');",
    name: 'end when somebody stops the number or deletes it: nobody waits for it any more',
  },
  {
    id: 'deaf-server-is-named',
    file: 'lib/servers/reach.ts',
    find: "if (isUnheard) return 'unheard';",
    replace: '',
    project: 'integration',
    test: 'lib/servers/reach.db.test.ts',
    name: 'says when a number works and no event of its server ever came',
  },
];
