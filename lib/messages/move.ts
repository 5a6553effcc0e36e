import { refreshConversations } from '@/lib/conversations/upkeep';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import { lockInstance } from '@/lib/instances/lock';
import { moveInstance } from '@/lib/instances/move';
import type { InstanceView, MoveInstanceInput } from '@/lib/instances/schema';
import { getInstance, requireInstance } from '@/lib/instances/service';
import { publish } from '@/lib/realtime/publish';
import { leaveUnsettled } from './outbox-queries';

/**
 * Puts a number on another server (see {@link moveInstance}). What waits to be sent waits for the new link; of what was on
 * its way only the old session could tell whether it left, so a person decides. The same server changes nothing.
 */
export async function moveNumber(
  scope: Scope,
  id: string,
  { serverId }: MoveInstanceInput,
): Promise<InstanceView> {
  authorize(scope, 'instances', 'instances:write');
  return inTransaction(scope, async (inside) => {
    await requireInstance(inside, id);
    // Before its messages, as receiving does: an event of one on its way comes before or after.
    await lockInstance(inside, id);
    if (await moveInstance(inside, id, serverId)) {
      const left = await leaveUnsettled(inside, id);
      const conversations = [...new Set(left.map(({ conversationId }) => conversationId))];
      await refreshConversations(inside, conversations);
      await publish(inside.db, scope.organizationId, {
        messagesUpdated: left.map((message) => message.id),
        conversations,
      });
    }
    return getInstance(inside, id);
  });
}
