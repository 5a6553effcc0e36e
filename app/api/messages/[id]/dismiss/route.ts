import { defineRoute } from '@/lib/handlers/define-route';
import { dismissChanges } from '@/lib/messages/changes';
import { messageParams, messageView } from '@/lib/messages/schema';

export const POST = defineRoute(
  {
    summary: 'Forget a reaction, edit or deletion that failed, or leave as it is what nobody can tell about',
    tag: 'Messages',
    permission: 'messages:send',
    params: messageParams,
    response: messageView,
    idempotent: true,
  },
  ({ scope, params }) => dismissChanges(scope, params.id),
);
