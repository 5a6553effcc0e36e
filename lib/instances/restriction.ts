import { inTransaction, type Scope, systemScope } from '@/lib/core/scope';
import { closeIncidents, openIncident } from '@/lib/incidents/service';
import { publish } from '@/lib/realtime/publish';
import type { Timelock } from '@/lib/waha/happenings';
import { activeRestriction, type Restriction, restrictionAfter } from './limits';
import { type InstanceRow, selectEndedRestrictions, selectInstance, updateInstanceRow } from './queries';
import { wakeDrain } from './service';

/**
 * WhatsApp refused a message to somebody new: the number is restricted, until the end that WhatsApp tells, else for a
 * day. What was told of before holds on. Undefined when the number is gone.
 */
export async function noteRefusal(
  scope: Scope,
  id: string,
  told: Timelock | null | undefined,
): Promise<Restriction | undefined> {
  return inTransaction(scope, async (inside) => {
    const row = await selectInstance(inside, id);
    if (!row) return undefined;
    const now = new Date();
    const known = restrictionAfter(row.instance.restriction, { timelock: told ?? undefined }, now);
    const guess = { kind: 'refused' as const, since: now.toISOString(), until: null };
    const restriction = known && known.kind !== 'refused' ? known : guess;
    await updateInstanceRow(inside, id, { restriction });
    await noteIncident(inside, id, restriction, now);
    await publish(inside.db, scope.organizationId, { instances: [id] });
    return activeRestriction({ restriction }, now) ?? undefined;
  });
}

/** WhatsApp took a message to somebody new: what we only guessed from a refusal is over. */
export async function noteAcceptance(scope: Scope, id: string): Promise<void> {
  await inTransaction(scope, async (inside) => {
    const row = await selectInstance(inside, id);
    if (row?.instance.restriction?.kind === 'refused') await endRestriction(inside, id);
  });
}

/** Every minute: of the whole installation, ends restrictions whose time is over, also of numbers that WAHA tells nothing of. */
export async function endRestrictions(): Promise<void> {
  for (const { organizationId, id } of await selectEndedRestrictions())
    await inTransaction(systemScope(organizationId), async (inside) => {
      const row = await selectInstance(inside, id);
      if (row && !activeRestriction(row.instance)) await endRestriction(inside, id);
    });
}

async function endRestriction(inside: Scope, id: string): Promise<void> {
  await updateInstanceRow(inside, id, { restriction: null });
  await noteIncident(inside, id, null);
  await wakeDrain(inside, id);
  await publish(inside.db, inside.organizationId, { instances: [id] });
}

/** An incident is open while a number is restricted; in the transaction that stores whether it is. */
export async function noteIncident(
  inside: Scope,
  id: string,
  restriction: InstanceRow['restriction'],
  now = new Date(),
): Promise<void> {
  const active = activeRestriction({ restriction }, now);
  if (!active) return closeIncidents(inside, id, 'lifted', ['restricted']);
  await openIncident(inside, id, 'restricted', { kind: active.kind, until: active.until.toISOString() });
}
