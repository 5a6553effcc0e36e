import { defineRoute } from '@/lib/handlers/define-route';
import { instanceParams, instanceView, updateInstanceInput } from '@/lib/instances/schema';
import { deleteInstance, getInstance, updateInstance } from '@/lib/instances/service';

export const GET = defineRoute(
  {
    summary: 'Read a number',
    tag: 'WhatsApp',
    permission: 'instances:read',
    params: instanceParams,
    response: instanceView,
  },
  ({ scope, params }) => getInstance(scope, params.id),
);

export const PATCH = defineRoute(
  {
    summary: 'Rename a number or change its settings',
    tag: 'WhatsApp',
    permission: 'instances:write',
    params: instanceParams,
    body: updateInstanceInput,
    response: instanceView,
  },
  ({ scope, params, body }) => updateInstance(scope, params.id, body),
);

export const DELETE = defineRoute(
  {
    summary: 'Delete a number',
    tag: 'WhatsApp',
    permission: 'instances:write',
    params: instanceParams,
    status: 204,
  },
  ({ scope, params }) => deleteInstance(scope, params.id),
);
