import { defineRoute } from '@/lib/handlers/define-route';
import { reactionInput } from '@/lib/messages/change-schema';
import { reactToMessage } from '@/lib/messages/changes';
import { messageParams, messageView } from '@/lib/messages/schema';

export const PUT = defineRoute(
  {
    summary: 'React to a message, or take the reaction back with an empty emoji',
    tag: 'Messages',
    permission: 'messages:send',
    params: messageParams,
    body: reactionInput,
    response: messageView,
    status: 202,
    idempotent: true,
  },
  ({ scope, params, body }) => reactToMessage(scope, params.id, body.emoji),
);
