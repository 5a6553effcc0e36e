import { conversationParams, conversationView } from '@/lib/conversations/schema';
import { markRead } from '@/lib/conversations/service';
import { defineRoute } from '@/lib/handlers/define-route';

export const POST = defineRoute(
  {
    summary: 'Mark a conversation as read',
    tag: 'Messages',
    permission: 'conversations:write',
    params: conversationParams,
    response: conversationView,
  },
  ({ scope, params }) => markRead(scope, params.id),
);
