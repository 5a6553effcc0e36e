import { refreshConversations } from '@/lib/conversations/upkeep';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { moveInstance } from '@/lib/instances/move';
import type { InstanceView, MoveInstanceInput } from '@/lib/instances/schema';
import { getInstance } from '@/lib/instances/service';
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
  return inTransaction(scope, async (inside) => {
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
