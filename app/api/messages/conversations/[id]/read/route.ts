import { conversationParams, conversationView, readInput } from '@/lib/conversations/schema';
import { markRead } from '@/lib/conversations/service';
import { defineRoute } from '@/lib/handlers/define-route';

export const POST = defineRoute(
  {
    summary: 'Mark a conversation as read',
    tag: 'Messages',
    permission: 'conversations:write',
    params: conversationParams,
    body: readInput,
    response: conversationView,
  },
  ({ scope, params, body }) => markRead(scope, params.id, body),
);
