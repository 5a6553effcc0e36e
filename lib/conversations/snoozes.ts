import { log } from '@/lib/core/log';
import { inTransaction, type Scope, systemScope } from '@/lib/core/scope';
import { publish } from '@/lib/realtime/publish';
import { openSnoozed, selectSnoozeEnds } from './snooze-queries';
import { lockInOrder } from './upkeep';

/**
 * Every minute: of the whole installation, opens the conversations that were snoozed until now. What somebody else has locked
 * is left out at first, and waited for when all others are open: one by one, since who holds nothing while waiting runs into
 * no deadlock. So comes what could not be opened together; what can't be opened alone keeps none of the others from it, and
 * its fault is thrown at the end.
 */
export async function endSnoozes(): Promise<void> {
  for (const { organizationId, ids } of await selectSnoozeEnds())
    await inTransaction(systemScope(organizationId), (inside) => open(inside, ids)).catch((error: unknown) =>
      log().warn({ err: error, organizationId }, 'Snoozed conversations could not be opened together'),
    );
  const faults: unknown[] = [];
  for (const { organizationId, ids } of await selectSnoozeEnds())
    for (const id of ids)
      await inTransaction(systemScope(organizationId), async (inside) => {
        await lockInOrder(inside, [id]);
        await open(inside, [id]);
      }).catch((fault: unknown) => faults.push(fault));
  if (faults.length > 0) throw faults[0];
}

async function open(scope: Scope, ids: string[]): Promise<void> {
  const opened = await openSnoozed(scope, ids);
  if (opened.length > 0) await publish(scope.db, scope.organizationId, { conversations: opened });
}
