import { defineRoute } from '@/lib/handlers/define-route';
import { retryMedia } from '@/lib/messages/inbound-media';
import { messageParams, messageView } from '@/lib/messages/schema';

export const POST = defineRoute(
  {
    summary: 'Fetch a received file again that could not be fetched',
    tag: 'Messages',
    permission: 'conversations:write',
    params: messageParams,
    response: messageView,
    status: 202,
  },
  ({ scope, params }) => retryMedia(scope, params.id),
);
