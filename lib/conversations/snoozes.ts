import { inTransaction, systemScope } from '@/lib/core/scope';
import { publish } from '@/lib/realtime/publish';
import { openSnoozed, selectSnoozeEnds } from './snooze-queries';
import { lockInOrder } from './upkeep';

/** Every minute: of the whole installation, opens the conversations that were snoozed until now. */
export async function endSnoozes(): Promise<void> {
  for (const { organizationId, ids } of await selectSnoozeEnds())
    await inTransaction(systemScope(organizationId), async (inside) => {
      await lockInOrder(inside, ids);
      const opened = await openSnoozed(inside, ids);
      if (opened.length > 0) await publish(inside.db, organizationId, { conversations: opened });
    });
}
