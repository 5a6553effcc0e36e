import type { Scope } from '@/lib/core/scope';
import { type RunRow, selectImport, updateRun } from './queries';

/** For so long after a link WhatsApp still hands WAHA what the phone has. */
const SYNC_MS = 10 * 60_000;
const AGAIN_MS = 3 * 60_000;

/** The number's import, while it runs and when it is time to look for what WhatsApp handed over since. */
export async function nextImport(scope: Scope, instanceId: string): Promise<RunRow | undefined> {
  const run = await selectImport(scope, instanceId);
  if (!run || run.state === 'failed') return undefined;
  const { state, cursor, finishedAt, until } = run;
  if (state === 'running' || cursor !== null) return run;
  const endedAt = finishedAt?.getTime() ?? 0;
  const isAgain = endedAt < until.getTime() + SYNC_MS && Date.now() - endedAt > AGAIN_MS;
  return isAgain ? run : undefined;
}

/** What the phone had is here. */
export const finishImport = (scope: Scope, run: RunRow): Promise<void> =>
  updateRun(scope, run, { state: 'done', progress: 1, cursor: null, finishedAt: new Date() });
