import { defineRoute } from '@/lib/handlers/define-route';
import { getReceipts } from '@/lib/messages/receipts';
import { messageParams, receiptsView } from '@/lib/messages/schema';

export const GET = defineRoute(
  {
    summary: 'When a message of ours was taken, delivered, read and played',
    tag: 'Messages',
    permission: 'conversations:read',
    params: messageParams,
    response: receiptsView,
  },
  ({ scope, params }) => getReceipts(scope, params.id),
);
