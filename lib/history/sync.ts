import { setTimeout as pause } from 'node:timers/promises';
import { authorize, type Scope } from '@/lib/core/scope';
import { wantHistory } from '@/lib/instances/history';
import type { InstanceStatus, InstanceView, SyncResult } from '@/lib/instances/schema';
import { listInstances, requireInstance, wakeSync } from '@/lib/instances/service';
import { refreshStatus } from '@/lib/instances/session';
import { toUpstreamError } from '@/lib/servers/upstream';
import { takeTurn } from './fill';
import { selectRecoveredTotal } from './queries';

/** Nobody waits longer for an answer; what is left is read in the background. */
const ANSWER_MS = 20_000;
const AT_ONCE = 6;
const LOOK_AGAIN_MS = 100;

/**
 * Compares every number of the organization with WAHA: its session, config, status, and history. One that can't be
 * asked says so and stops no other.
 */
export async function syncInstances(scope: Scope): Promise<SyncResult[]> {
  authorize(scope, 'instances', 'instances:write');
  const deadline = Date.now() + ANSWER_MS;
  const { data } = await listInstances(scope, { limit: 100 });
  const waiting = [...data.entries()];
  const results: SyncResult[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      results[next[0]] = await syncInstance(scope, next[1], deadline);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

async function syncInstance(
  scope: Scope,
  { id, status: before }: InstanceView,
  deadline: number,
): Promise<SyncResult> {
  const recoveredBefore = await selectRecoveredTotal(scope, id);
  const error = await compare(scope, id, deadline).then(
    () => null,
    (reason: unknown) => (toUpstreamError(reason) as { code?: string }).code ?? 'internal',
  );
  const { instance } = await requireInstance(scope, id);
  return {
    instanceId: id,
    before,
    after: instance.status as InstanceStatus,
    recoveredMessages: (await selectRecoveredTotal(scope, id)) - recoveredBefore,
    error,
  };
}

async function compare(scope: Scope, id: string, deadline: number): Promise<void> {
  try {
    await refreshStatus(scope, await requireInstance(scope, id));
  } finally {
    await wakeSync(scope, id);
  }
  await wantHistory(scope, id);
  // A job may be reading already; then its turn ends soon.
  while ((await takeTurn(scope, id, deadline)) === 'busy' && Date.now() < deadline)
    await pause(LOOK_AGAIN_MS);
}
