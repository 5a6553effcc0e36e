import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { LoadJob, LoadResult } from './ingest-load';

/** Starts a load in a process of its own; resolves once it runs. `end` waits for what it measured, `atEnd` looks then. */
export async function startLoad(job: LoadJob) {
  const load = fork(new URL('./ingest-load.ts', import.meta.url), {
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
    serialization: 'advanced',
  });
  load.send(job);
  await once(load, 'message');
  return async <T>(atEnd: () => T): Promise<{ result: LoadResult; seen: T }> => {
    const [result] = (await once(load, 'message')) as [LoadResult];
    const seen = atEnd();
    load.send('read');
    await once(load, 'exit');
    return { result, seen };
  };
}
