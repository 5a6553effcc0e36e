import { log } from '@/lib/core/log';
import { systemScope } from '@/lib/core/scope';
import { allInstances } from '@/lib/instances/asking';
import { wakeSync } from '@/lib/instances/service';
import { dueOutboxes } from '@/lib/messages/due';
import { wakeOutbox } from '@/lib/messages/send';

/**
 * Every minute: asks for each number whether WAHA still has its session, config and status as we believe, and wakes
 * outboxes with messages that are due. What no event tells is found here.
 */
export async function reconcile(): Promise<void> {
  for (const { organizationId, id } of await allInstances()) await wakeSync(systemScope(organizationId), id);
  const due = await dueOutboxes();
  for (const { organizationId, instanceId } of due) await wakeOutbox(systemScope(organizationId), instanceId);
  if (due.length > 0) log().debug({ outboxes: due.length }, 'Woke outboxes with due messages');
}
