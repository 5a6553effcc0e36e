import { viewDrafts } from '@/lib/conversations/drafts';
import { viewConversations } from '@/lib/conversations/service';
import type { Permission } from '@/lib/core/permissions';
import { systemScope } from '@/lib/core/scope';
import { viewInstances } from '@/lib/instances/service';
import { viewMessages } from '@/lib/messages/service';
import type { StreamEvent, ViewLoader } from '@/lib/realtime/hub';

const CHATS: Permission = 'conversations:read';
const NUMBERS: Permission = 'instances:read';

/** What a change looks like on the stream: the same views as pages and API give, read once for all who listen. */
export const loadViews: ViewLoader = async (organizationId, change) => {
  const scope = systemScope(organizationId);
  const [created, updated, conversations, instances, drafts] = await Promise.all([
    viewMessages(scope, change.messagesCreated ?? []),
    viewMessages(scope, change.messagesUpdated ?? []),
    viewConversations(scope, change.conversations ?? []),
    viewInstances(scope, change.instances ?? []),
    viewDrafts(scope, change.drafts ?? []),
  ]);
  const events: StreamEvent[] = [
    ...created.map((message) => ({
      event: 'message.created',
      needs: CHATS,
      data: { conversationId: message.conversationId, message },
    })),
    ...updated.map((message) => ({
      event: 'message.updated',
      needs: CHATS,
      data: { conversationId: message.conversationId, message },
    })),
    ...conversations.map((conversation) => ({
      event: 'conversation.updated',
      needs: CHATS,
      data: { conversation },
    })),
    ...instances.map((instance) => ({ event: 'instance.updated', needs: NUMBERS, data: { instance } })),
    ...drafts.map(({ userId, ...draft }) => ({
      event: 'draft.updated',
      needs: CHATS,
      data: { draft },
      onlyFor: userId,
    })),
    ...(change.typing ?? []).map((typing) => ({ event: 'conversation.typing', needs: CHATS, data: typing })),
    // Who may see its address depends on who asks: whoever shows it reads it again.
    ...(change.servers ?? []).map((id) => ({ event: 'server.updated', needs: NUMBERS, data: { id } })),
    // Nobody shows one alone: whoever has the list reads it again when it is needed next.
    ...(change.templates ?? []).map((id) => ({ event: 'template.updated', needs: CHATS, data: { id } })),
  ];
  // A number that was deleted has no view any more: whoever shows it reads again.
  const isGone = instances.length < (change.instances ?? []).length;
  return isGone || change.isResync ? [...events, { event: 'resync', data: {} }] : events;
};
