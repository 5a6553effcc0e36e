import { defineRoute } from '@/lib/handlers/define-route';
import { editInput } from '@/lib/messages/change-schema';
import { editMessage, revokeMessage } from '@/lib/messages/changes';
import { messageParams, messageView } from '@/lib/messages/schema';

export const PATCH = defineRoute(
  {
    summary: 'Edit the text or caption of a message of ours',
    tag: 'Messages',
    permission: 'messages:send',
    params: messageParams,
    body: editInput,
    response: messageView,
    status: 202,
    idempotent: true,
  },
  ({ scope, params, body }) => editMessage(scope, params.id, body.text),
);

export const DELETE = defineRoute(
  {
    summary: 'Delete a message of ours for everyone',
    tag: 'Messages',
    permission: 'messages:send',
    params: messageParams,
    response: messageView,
    status: 202,
    idempotent: true,
  },
  ({ scope, params }) => revokeMessage(scope, params.id),
);
