import { defineRoute } from '@/lib/handlers/define-route';
import { connectInstance } from '@/lib/instances/commands';
import { instanceParams, instanceView } from '@/lib/instances/schema';

export const POST = defineRoute(
  {
    summary: 'Start the session, or restart one that failed',
    tag: 'WhatsApp',
    permission: 'instances:write',
    params: instanceParams,
    response: instanceView,
    status: 202,
  },
  ({ scope, params }) => connectInstance(scope, params.id),
);
