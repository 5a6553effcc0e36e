import { conversationParams, conversationView, updateConversationInput } from '@/lib/conversations/schema';
import { getConversation, updateConversation } from '@/lib/conversations/service';
import { defineRoute } from '@/lib/handlers/define-route';

export const GET = defineRoute(
  {
    summary: 'Read a conversation',
    tag: 'Messages',
    permission: 'conversations:read',
    params: conversationParams,
    response: conversationView,
  },
  ({ scope, params }) => getConversation(scope, params.id),
);

export const PATCH = defineRoute(
  {
    summary: 'Change status, snooze, assignee or labels',
    tag: 'Messages',
    permission: 'conversations:write',
    params: conversationParams,
    body: updateConversationInput,
    response: conversationView,
  },
  ({ scope, params, body }) => updateConversation(scope, params.id, body),
);
