import { defineRoute } from '@/lib/handlers/define-route';
import { serverParams, serverView, updateServerInput } from '@/lib/servers/schema';
import { getServer, removeServer, updateServer } from '@/lib/servers/service';

export const GET = defineRoute(
  {
    summary: 'Read a WAHA server',
    tag: 'WhatsApp',
    permission: 'instances:read',
    params: serverParams,
    response: serverView,
  },
  ({ scope, params }) => getServer(scope, params.id),
);

export const PATCH = defineRoute(
  {
    summary: 'Rename a WAHA server, or change its address, key or capacity',
    tag: 'WhatsApp',
    permission: 'servers:manage',
    params: serverParams,
    body: updateServerInput,
    response: serverView,
  },
  ({ scope, params, body }) => updateServer(scope, params.id, body),
);

export const DELETE = defineRoute(
  {
    summary: 'Remove a WAHA server that holds no number',
    tag: 'WhatsApp',
    permission: 'servers:manage',
    params: serverParams,
    status: 204,
  },
  ({ scope, params }) => removeServer(scope, params.id),
);
