import { defineRoute } from '@/lib/handlers/define-route';
import { messageParams, messageView } from '@/lib/messages/schema';
import { retryMessage } from '@/lib/messages/send';

export const POST = defineRoute(
  {
    summary: 'Send a failed message again, or repeat what failed to be changed on it',
    tag: 'Messages',
    permission: 'messages:send',
    params: messageParams,
    response: messageView,
    status: 202,
    idempotent: true,
  },
  ({ scope, params }) => retryMessage(scope, params.id),
);
