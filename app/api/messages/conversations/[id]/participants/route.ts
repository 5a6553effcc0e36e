import { listGroupPeople } from '@/lib/conversations/group-people';
import { groupView } from '@/lib/conversations/group-schema';
import { conversationParams } from '@/lib/conversations/schema';
import { defineRoute } from '@/lib/handlers/define-route';

export const GET = defineRoute(
  {
    summary: "Who is in a group, as WhatsApp tells now; while it can't be asked, who has written there",
    tag: 'Messages',
    permission: 'conversations:read',
    params: conversationParams,
    response: groupView,
  },
  ({ scope, params }) => listGroupPeople(scope, params.id),
);
