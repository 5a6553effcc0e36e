import { defineRoute } from '@/lib/handlers/define-route';
import { askStatus } from '@/lib/instances/asking';
import { instanceParams, instanceView } from '@/lib/instances/schema';

export const GET = defineRoute(
  {
    summary: 'Read a number after asking WAHA',
    tag: 'WhatsApp',
    permission: 'instances:read',
    params: instanceParams,
    response: instanceView,
  },
  ({ scope, params }) => askStatus(scope, params.id),
);
