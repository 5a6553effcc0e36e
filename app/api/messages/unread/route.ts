import { unreadCounts, unreadQuery } from '@/lib/conversations/schema';
import { countUnread } from '@/lib/conversations/unread';
import { defineRoute } from '@/lib/handlers/define-route';

export const GET = defineRoute(
  {
    summary: 'How many conversations are unread: mine, nobody’s, all; counted up to 100',
    tag: 'Messages',
    permission: 'conversations:read',
    query: unreadQuery,
    response: unreadCounts,
  },
  ({ scope, query }) => countUnread(scope, query),
);
