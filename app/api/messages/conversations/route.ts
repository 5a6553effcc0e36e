import { conversationPage, conversationQuery } from '@/lib/conversations/schema';
import { listConversations } from '@/lib/conversations/service';
import { defineRoute } from '@/lib/handlers/define-route';

export const GET = defineRoute(
  {
    summary: 'List conversations, newest activity first',
    tag: 'Messages',
    permission: 'conversations:read',
    query: conversationQuery,
    response: conversationPage,
  },
  ({ scope, query }) => listConversations(scope, query),
);
