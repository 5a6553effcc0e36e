import { revokeMessageAction } from '@/lib/messages/actions';
import type { MessageView } from '@/lib/messages/schema';
import { type Drafts, join } from '../messages/drafts';
import type { ThreadCache } from '../messages/thread-cache';

/** Takes back a message that has not left; its text goes back into the box, before what stands there. */
export async function takeBack(message: MessageView, threads: ThreadCache, drafts: Drafts): Promise<void> {
  const { id, conversationId, text } = message;
  const result = await revokeMessageAction({ id }).catch(() => undefined);
  if (!result?.ok) return threads.refresh(conversationId);
  threads.fold(result.data, 'answer');
  if (text && result.data.status === 'failed')
    drafts.set(conversationId, join(text, drafts.textOf(conversationId)));
}
