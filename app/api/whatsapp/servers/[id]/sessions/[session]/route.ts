import { defineRoute } from '@/lib/handlers/define-route';
import { ignoreSession } from '@/lib/servers/others';
import { ignoreSessionInput, sessionParams } from '@/lib/servers/schema';

export const PATCH = defineRoute(
  {
    summary: 'Remember that a session is not wanted as a number, or forget it',
    tag: 'WhatsApp',
    permission: 'servers:manage',
    params: sessionParams,
    body: ignoreSessionInput,
    status: 204,
  },
  ({ scope, params, body }) => ignoreSession(scope, params, body.isIgnored),
);
