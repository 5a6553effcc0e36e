import { isDatabaseAway, isRetryable, sqlState } from '@/lib/core/database-errors';
import { log } from '@/lib/core/log';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { InstancesBusy, touchInstance } from '@/lib/instances/lock';
import { applyStatus } from '@/lib/instances/status';
import { isNote } from '@/lib/messages/notes';
import { receive, type Surroundings, surveyFor } from '@/lib/messages/receive';
import type { Happening, Received } from '@/lib/waha/happenings';

export type Applicable = { id: string; happening: Happening };

/** Reads ahead what {@link applyTogether} needs of these events, and of others; under the instance's lock. */
export const lookAhead = (scope: Scope, instanceId: string, happenings: Happening[]): Promise<Surroundings> =>
  surveyFor(scope, instanceId, happenings.filter(isReceived));

const isReceived = (one: Happening): one is Received =>
  one.kind === 'message' || one.kind === 'ack' || isNote(one);

/** Applies what a batch of journal rows told, or throws with the transaction spoilt: the usual case, without savepoints. */
export async function applyTogether(
  scope: Scope,
  instanceId: string,
  items: Applicable[],
  ahead?: Surroundings,
): Promise<void> {
  if (items.length === 0) return;
  const happenings = items.map(({ happening }) => happening);
  await touchInstance(
    scope,
    instanceId,
    happenings.some(({ kind }) => kind !== 'session'),
  );
  const received = happenings.filter(isReceived);
  if (received.length > 0) await receive(scope, instanceId, received, 'live', ahead);
  // After the conversations: a status may wake the outbox, and whoever sends locks a conversation before the job.
  for (const happening of happenings) {
    if (happening.kind === 'session') await applyStatus(scope, instanceId, happening, 'event');
  }
}

/**
 * Applies what a batch of journal rows told, in a savepoint. One bad event never fails its batch: then they go one by
 * one, each in its own savepoint, and those that fail are answered with their fault. Deadlocks and a database that
 * went away are not the events' fault: they are thrown.
 */
export async function applyAll(
  scope: Scope,
  instanceId: string,
  items: Applicable[],
): Promise<Map<string, string>> {
  if (items.length === 0) return new Map();
  const fault = await attempt(scope, instanceId, items);
  if (fault === undefined) return new Map();
  if (items.length === 1) return new Map(items.map(({ id }) => [id, fault]));
  const faults = new Map<string, string>();
  for (const item of items) {
    const own = await attempt(scope, instanceId, [item]);
    if (own !== undefined) faults.set(item.id, own);
  }
  return faults;
}

async function attempt(scope: Scope, instanceId: string, items: Applicable[]): Promise<string | undefined> {
  try {
    await inTransaction(scope, (inside) => applyTogether(inside, instanceId, items));
    return undefined;
  } catch (error) {
    if (isRetryable(error) || isDatabaseAway(error) || error instanceof InstancesBusy) throw error;
    log().error({ err: error, instanceId, events: items.length }, 'Webhook events could not be applied');
    // The fault's kind, not its text: Postgres quotes values in its messages.
    return sqlState(error) ?? (error instanceof Error ? error.name : 'unknown');
  }
}
