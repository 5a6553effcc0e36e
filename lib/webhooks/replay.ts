import { inTransaction, type Scope } from '@/lib/core/scope';
import { lockInstance } from '@/lib/instances/lock';
import { readEnvelope, readEvent } from '@/lib/waha/read-event';
import { applyAll } from './apply';
import { type KeptEvent, lockUnapplied, markReplayed } from './queries';

/** Job: applies journal rows again that could not be applied, each in a transaction of its own. */
export async function replayWebhooks(scope: Scope, ids: string[]): Promise<void> {
  for (const id of ids) {
    await inTransaction(scope, async (inside) => {
      const [event] = await lockUnapplied(inside, [id]);
      if (event) await replay(inside, event);
    });
  }
}

async function replay(scope: Scope, event: KeptEvent): Promise<void> {
  const envelope = readEnvelope(JSON.parse(event.body.toString('utf8')));
  const happening = envelope ? readEvent(envelope, event.receivedAt) : { kind: 'unknown' as const };
  if (happening.kind === 'unknown') return markReplayed(scope, event.id, 'unknown', null);
  if (!(await lockInstance(scope, event.instanceId))) return;
  const faults = await applyAll(scope, event.instanceId, [{ id: event.id, happening }]);
  const fault = faults.get(event.id) ?? null;
  await markReplayed(scope, event.id, fault ? 'failed' : 'applied', fault);
}
