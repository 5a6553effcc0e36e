import { defineRoute } from '@/lib/handlers/define-route';
import { searchMessages } from '@/lib/messages/search';
import { searchPage, searchQuery } from '@/lib/messages/search-schema';

export const GET = defineRoute(
  {
    summary: 'Search messages by their words, newest first; accents and case do not count',
    tag: 'Messages',
    permission: 'conversations:read',
    query: searchQuery,
    response: searchPage,
  },
  ({ scope, query }) => searchMessages(scope, query),
);
