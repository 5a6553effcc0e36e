import { inTransaction, type Scope } from '@/lib/core/scope';
import { publish } from '@/lib/realtime/publish';
import type { Timelock } from '@/lib/waha/happenings';
import { activeRestriction, type Restriction, restrictionAfter } from './limits';
import { selectInstance, updateInstanceRow } from './queries';
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
    await publish(inside.db, scope.organizationId, { instances: [id] });
    return activeRestriction({ restriction }, now) ?? undefined;
  });
}

/** WhatsApp took a message to somebody new: what we only guessed from a refusal is over. */
export async function noteAcceptance(scope: Scope, id: string): Promise<void> {
  await inTransaction(scope, async (inside) => {
    const row = await selectInstance(inside, id);
    if (row?.instance.restriction?.kind !== 'refused') return;
    await updateInstanceRow(inside, id, { restriction: null });
    await wakeDrain(inside, id);
    await publish(inside.db, scope.organizationId, { instances: [id] });
  });
}
