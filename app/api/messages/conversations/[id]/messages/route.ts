import { conversationParams } from '@/lib/conversations/schema';
import { env } from '@/lib/env';
import { defineRoute } from '@/lib/handlers/define-route';
import { messagePage, messageView, threadQuery } from '@/lib/messages/schema';
import { sendMessage } from '@/lib/messages/send';
import { sendInput } from '@/lib/messages/send-schema';
import { listMessages } from '@/lib/messages/service';

export const GET = defineRoute(
  {
    summary: 'List the messages of a conversation, newest first',
    tag: 'Messages',
    permission: 'conversations:read',
    params: conversationParams,
    query: threadQuery,
    response: messagePage,
  },
  ({ scope, params, query }) => listMessages(scope, params.id, query),
);

export const POST = defineRoute(
  {
    summary: 'Send a message into a conversation',
    tag: 'Messages',
    permission: 'messages:send',
    params: conversationParams,
    body: sendInput,
    response: messageView,
    status: 202,
    idempotent: true,
    bodyLimit: () => env().LIMIT_SEND_BYTES,
  },
  ({ scope, params, body }) => sendMessage(scope, params.id, body),
);
