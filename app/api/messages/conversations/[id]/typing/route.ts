import { conversationParams, typingWatch } from '@/lib/conversations/schema';
import { watchTyping } from '@/lib/conversations/typing';
import { defineRoute } from '@/lib/handlers/define-route';

export const POST = defineRoute(
  {
    summary: 'Be told on the event stream who types in a conversation, as long as WhatsApp tells',
    tag: 'Messages',
    permission: 'conversations:read',
    params: conversationParams,
    response: typingWatch,
  },
  ({ scope, params }) => watchTyping(scope, params.id),
);
