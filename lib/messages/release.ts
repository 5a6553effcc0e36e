import { requireLocked } from '@/lib/conversations/service';
import { AppError } from '@/lib/core/errors';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import { publish } from '@/lib/realtime/publish';
import { releaseQueued } from './hold-queries';
import { selectInstanceState } from './queries';
import type { MessageView } from './schema';
import { wakeOutbox } from './send';
import { requireMessage } from './service';
import { toMessageView } from './view';

/**
 * Lets a queued message go at once, past the budget of first contacts, a restriction and the pace; what stands before
 * it in its conversation goes with it. WhatsApp may refuse it. Throws `not_found`, and `invalid_state` unless it is
 * queued and its number exists.
 */
export async function releaseMessage(scope: Scope, id: string): Promise<MessageView> {
  authorize(scope, 'conversations', 'messages:release');
  return inTransaction(scope, async (inside) => {
    const { message } = await requireMessage(inside, id);
    const { id: conversationId } = await requireLocked(inside, message.conversationId);
    const state = await selectInstanceState(inside, message.instanceId);
    if (!state || state.deletedAt) throw new AppError('invalid_state', { detail: 'instanceDeleted' });
    const released = await releaseQueued(inside, conversationId, id);
    if (!released.some((row) => row.id === id)) throw new AppError('invalid_state', { detail: 'notQueued' });
    await wakeOutbox(inside, message.instanceId);
    await publish(inside.db, scope.organizationId, {
      messagesUpdated: released.map((row) => row.id),
      conversations: [conversationId],
    });
    return toMessageView(await requireMessage(inside, id));
  });
}
