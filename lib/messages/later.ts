import type { Scope } from '@/lib/core/scope';
import { WahaError } from '@/lib/waha/http';
import { moveMessage, type OutboxItem } from './outbox-queries';
import { settleOtherwise } from './settle';

/** Between two questions for a message whose fate is unknown, and before trying again what could not leave. */
const ASK_AGAIN_MS = 5_000;
const WAIT_MS = [1_000, 2_000, 5_000, 10_000, 15_000];

/** Nothing left: back in the queue, at growing distance. Always false: the next one would fare no better. */
export async function waitAfter(
  scope: Scope,
  item: OutboxItem,
  from: 'queued' | 'sending',
  error: unknown,
): Promise<false> {
  if (!(error instanceof WahaError)) throw error;
  const pause = WAIT_MS[Math.min(item.attempts, WAIT_MS.length - 1)] ?? ASK_AGAIN_MS;
  const nextAttemptAt = new Date(Date.now() + pause);
  if (from === 'queued')
    await moveMessage(scope, item.id, 'queued', {
      status: 'queued',
      nextAttemptAt,
      attempts: item.attempts + 1,
    });
  else await settleOtherwise(scope, item, 'sending', { status: 'queued', nextAttemptAt });
  return false;
}

/** Its fate stays unknown: asked for again soon. */
export const askAgain = (scope: Scope, item: OutboxItem, absences: number) =>
  moveMessage(scope, item.id, 'checking', {
    status: 'checking',
    absences,
    nextAttemptAt: new Date(Date.now() + ASK_AGAIN_MS),
  });
