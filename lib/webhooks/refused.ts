import { Batcher } from '@/lib/core/batcher';
import { log } from '@/lib/core/log';
import { addRefused } from './queries';

type Target = { organizationId: string; instanceId: string };

const MOST_AT_ONCE = 10_000;

const shared = globalThis as typeof globalThis & { __recadoRefused?: Batcher<Target, true> };

/**
 * Counts a delivery whose signature was wrong, so that a number that hears nothing can say why; of what it said
 * nothing is kept. A flood of forged ones costs one small statement at a time. Never throws: the answer is 401 anyway.
 */
export async function countRefused(target: Target): Promise<void> {
  shared.__recadoRefused ??= new Batcher(store, MOST_AT_ONCE);
  await shared.__recadoRefused.add('all', target).catch((error: unknown) => {
    log().warn({ err: error, instanceId: target.instanceId }, 'A refused delivery was not counted');
  });
}

async function store(_key: string, targets: Target[]): Promise<true[]> {
  const counts = new Map<string, Target & { count: number }>();
  for (const { organizationId, instanceId } of targets) {
    const known = counts.get(instanceId);
    if (known) known.count++;
    else counts.set(instanceId, { organizationId, instanceId, count: 1 });
  }
  await addRefused([...counts.values()]);
  return targets.map(() => true);
}
