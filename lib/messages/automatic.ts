import { type LockedConversation, requireLocked } from '@/lib/conversations/service';
import { log } from '@/lib/core/log';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { chatKind } from '@/lib/waha/ids';
import { countAutomatic } from './automatic-queries';
import type { MessageView } from './schema';
import { enqueue } from './send';
import type { SendInput } from './send-schema';

/** To one person in an hour, through all numbers: two machines that answer one another end here. */
const MOST_PER_HOUR = 5;

/** Why nothing is sent: only people are written to, and nobody too often. */
export type Refusal = 'not_a_person' | 'loop';

/**
 * The one gate of everything that no person and no program outside wants sent (rules, greetings, answers out of hours).
 * Never to groups, status, broadcast lists or channels; at most five messages to one person in an hour. Whoever calls
 * it passes the scope of the system. Throws `not_found`, `invalid_state` for a deleted number, `limit_reached`.
 * @public
 */
export async function sendAutomatically(
  scope: Scope,
  conversationId: string,
  input: SendInput,
): Promise<{ sent: MessageView } | { refused: Refusal }> {
  if (scope.actor.kind !== 'system') throw new Error('Only the system sends by itself');
  return inTransaction(scope, async (inside) => {
    const conversation = await requireLocked(inside, conversationId);
    const refused = await refusalOf(inside, conversation);
    if (refused) {
      log().info({ conversationId: conversation.id, refused }, 'An automatic message was not sent');
      return { refused };
    }
    return { sent: await enqueue(inside, conversation.id, input) };
  });
}

async function refusalOf(
  scope: Scope,
  { kind, contactId, chatAddress }: LockedConversation,
): Promise<Refusal | undefined> {
  if (kind !== 'direct' || !contactId || chatKind(chatAddress) !== 'direct') return 'not_a_person';
  return (await countAutomatic(scope, contactId)) >= MOST_PER_HOUR ? 'loop' : undefined;
}
