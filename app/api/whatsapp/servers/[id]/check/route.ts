import { defineRoute } from '@/lib/handlers/define-route';
import { checkServer } from '@/lib/servers/check';
import { serverParams, serverView } from '@/lib/servers/schema';

export const POST = defineRoute(
  {
    summary: 'Ask a WAHA server now how it is',
    tag: 'WhatsApp',
    permission: 'servers:manage',
    params: serverParams,
    response: serverView,
  },
  ({ scope, params }) => checkServer(scope, params.id),
);
