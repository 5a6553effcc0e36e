import { z } from 'zod';
import { defineRoute } from '@/lib/handlers/define-route';
import { listOtherSessions } from '@/lib/servers/others';
import { otherSession, serverParams } from '@/lib/servers/schema';

export const GET = defineRoute(
  {
    summary: 'List the sessions on a WAHA server that are no numbers yet, asked now',
    tag: 'WhatsApp',
    permission: 'servers:manage',
    params: serverParams,
    response: z.object({ data: z.array(otherSession), nextCursor: z.string().nullable() }),
  },
  ({ scope, params }) => listOtherSessions(scope, params.id),
);
