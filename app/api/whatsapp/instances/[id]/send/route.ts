import { env } from '@/lib/env';
import { defineRoute } from '@/lib/handlers/define-route';
import { instanceParams } from '@/lib/instances/schema';
import { messageView } from '@/lib/messages/schema';
import { sendTo } from '@/lib/messages/send';
import { sendToInput } from '@/lib/messages/send-schema';

export const POST = defineRoute(
  {
    summary: 'Send a message to a phone number, chat or conversation',
    tag: 'WhatsApp',
    permission: 'messages:send',
    params: instanceParams,
    body: sendToInput,
    response: messageView,
    status: 202,
    idempotent: true,
    bodyLimit: () => env().LIMIT_SEND_BYTES,
  },
  ({ scope, params, body }) => sendTo(scope, params.id, body),
);
