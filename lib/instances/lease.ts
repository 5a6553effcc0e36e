import type { Scope } from '@/lib/core/scope';
import { type Lease, releaseLease, takeLease } from './queries';

const RENEW_MS = 5_000;

/**
 * Runs `work` while this `owner` holds an instance's lease (15 s, renewed every 5): a process that is killed lets
 * go of it by itself. `isMine` is false when another holds it; then nothing ran.
 */
export async function holdLease<T>(
  scope: Scope,
  instanceId: string,
  lease: Lease,
  owner: string,
  work: () => Promise<T>,
): Promise<{ isMine: true; result: T } | { isMine: false }> {
  if (!(await takeLease(scope, instanceId, lease, owner))) return { isMine: false };
  const renewal = setInterval(
    () => void takeLease(scope, instanceId, lease, owner).catch(() => false),
    RENEW_MS,
  );
  try {
    return { isMine: true, result: await work() };
  } finally {
    clearInterval(renewal);
    await releaseLease(scope, instanceId, lease, owner);
  }
}
