import type { ConversationView } from '../../lib/conversations/schema';
import type { Road } from './traffic';

/** Where each conversation of the split chats has gone: every id that was ever given out leads to the one that remains. */
export async function followJoins({ plan, truth, conversations, caller }: Road): Promise<void> {
  const known = new Map<string, string>();
  const follow = async (id: string) => {
    const answer = known.has(id)
      ? undefined
      : await caller.call<ConversationView>('GET', `/api/messages/conversations/${id}`);
    if (answer) known.set(id, answer.status === 200 ? answer.body.id : id);
    return known.get(id) ?? id;
  };
  for (const chat of plan.chats.filter(({ isSplit }) => isSplit))
    conversations.set(chat.index, await follow(conversations.get(chat.index) ?? ''));
  for (const accepted of truth.accepted)
    if (accepted.chat.isSplit) accepted.nowIn = await follow(accepted.conversationId);
}

/** How often two conversations became one: none where a person's other address came only after it was known whose it is. */
export async function countJoins({ stage }: Road): Promise<number> {
  const [row] = await stage.sql<{ count: number }[]>`select count(*)::int as count from conversation_merges`;
  return row?.count ?? 0;
}
