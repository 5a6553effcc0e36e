import { isRetryable } from '@/lib/core/database-errors';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { InstancesBusy, lockInstance, lockInstances } from '@/lib/instances/lock';
import { readEnvelope, readEvent } from '@/lib/waha/read-event';
import { applyAll } from './apply';
import { type KeptEvent, lockNextReplay, markReplayed } from './queries';

const ATTEMPTS = 3;

/**
 * Job: applies again what somebody asked for, oldest first, each in a transaction of its own. A killed process leaves
 * the rest marked, and the job that comes after it goes on; two at once share the work.
 */
export async function replayWebhooks(scope: Scope): Promise<void> {
  while (await replayNext(scope));
}

/** Repeated after a deadlock, and with all locks taken first where other instances that are concerned were receiving. */
async function replayNext(scope: Scope): Promise<boolean> {
  let first: string[] = [];
  for (let attempt = 1; ; attempt++) {
    let event: KeptEvent | undefined;
    try {
      await inTransaction(scope, async (inside) => {
        await lockInstances(inside, first);
        event = await lockNextReplay(inside);
        if (event) await replay(inside, event);
      });
      return event !== undefined;
    } catch (error) {
      const isBusy = error instanceof InstancesBusy;
      if (attempt >= ATTEMPTS || !(isBusy || isRetryable(error))) throw error;
      if (isBusy) first = [...error.instanceIds, ...(event ? [event.instanceId] : [])];
    }
  }
}

async function replay(scope: Scope, event: KeptEvent): Promise<void> {
  const envelope = readEnvelope(JSON.parse(event.body.toString('utf8')));
  const happening = envelope ? readEvent(envelope, event.receivedAt) : { kind: 'unknown' as const };
  if (happening.kind === 'unknown') return markReplayed(scope, event.id, 'unknown', null);
  if (!(await lockInstance(scope, event.instanceId))) return markReplayed(scope, event.id, 'failed', 'gone');
  const faults = await applyAll(scope, event.instanceId, [{ id: event.id, happening }]);
  const fault = faults.get(event.id) ?? null;
  await markReplayed(scope, event.id, fault ? 'failed' : 'applied', fault);
}
