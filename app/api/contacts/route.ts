import { contactPage, contactQuery } from '@/lib/contacts/schema';
import { searchContacts } from '@/lib/contacts/search';
import { defineRoute } from '@/lib/handlers/define-route';

export const GET = defineRoute(
  {
    summary: 'Find contacts by name or phone; `conversation=false`: only those without a conversation',
    tag: 'Messages',
    permission: 'conversations:read',
    query: contactQuery,
    response: contactPage,
  },
  ({ scope, query }) => searchContacts(scope, query),
);
