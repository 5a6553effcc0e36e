import { defineRoute } from '@/lib/handlers/define-route';
import { adoptSession, findAdoptable } from '@/lib/instances/adopt';
import { type InstanceView, instanceView } from '@/lib/instances/schema';
import { adoptSessionInput, sessionParams } from '@/lib/servers/schema';

export const POST = defineRoute(
  {
    summary: 'Make a number of a session that is on a WAHA server already',
    tag: 'WhatsApp',
    permission: 'servers:manage',
    params: sessionParams,
    body: adoptSessionInput,
    response: instanceView,
    status: 201,
    idempotent: true,
    before: findAdoptable,
  },
  ({ scope, params, body }) => adoptSession(scope, params, body),
  ({ id }: InstanceView) => `/api/whatsapp/instances/${id}`,
);
