import { defineRoute } from '@/lib/handlers/define-route';
import { disconnectInstance } from '@/lib/instances/commands';
import { disconnectInput, instanceParams, instanceView } from '@/lib/instances/schema';

export const POST = defineRoute(
  {
    summary: 'Stop the session, or unlink the phone',
    tag: 'WhatsApp',
    permission: 'instances:write',
    params: instanceParams,
    body: disconnectInput,
    response: instanceView,
    status: 202,
  },
  ({ scope, params, body }) => disconnectInstance(scope, params.id, body.logout),
);
