import { defineRoute } from '@/lib/handlers/define-route';
import { releaseMessage } from '@/lib/messages/release';
import { messageParams, messageView } from '@/lib/messages/schema';

export const POST = defineRoute(
  {
    summary: 'Let a waiting message go at once, past the limits of its number',
    tag: 'Messages',
    permission: 'messages:release',
    params: messageParams,
    response: messageView,
    status: 202,
    idempotent: true,
  },
  ({ scope, params }) => releaseMessage(scope, params.id),
);
