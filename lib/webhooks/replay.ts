import { inTransaction, type Scope } from '@/lib/core/scope';
import { lockInstance } from '@/lib/instances/lock';
import { readEnvelope, readEvent } from '@/lib/waha/read-event';
import { applyAll } from './apply';
import { type KeptEvent, lockNextReplay, markReplayed } from './queries';

/**
 * Job: applies again what somebody asked for, oldest first, each in a transaction of its own. A killed process leaves
 * the rest marked, and the job that comes after it goes on; two at once share the work.
 */
export async function replayWebhooks(scope: Scope): Promise<void> {
  while (await inTransaction(scope, replayNext));
}

async function replayNext(scope: Scope): Promise<boolean> {
  const event = await lockNextReplay(scope);
  if (event) await replay(scope, event);
  return event !== undefined;
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
