import { defineRoute } from '@/lib/handlers/define-route';
import { instanceParams, instanceView, moveInstanceInput } from '@/lib/instances/schema';
import { moveNumber } from '@/lib/messages/move';

export const POST = defineRoute(
  {
    summary: 'Move a number to another WAHA server; its phone has to be scanned again there',
    tag: 'WhatsApp',
    permission: 'instances:write',
    params: instanceParams,
    body: moveInstanceInput,
    response: instanceView,
    status: 202,
  },
  ({ scope, params, body }) => moveNumber(scope, params.id, body),
);
