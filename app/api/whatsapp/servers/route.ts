import { z } from 'zod';
import { defineRoute } from '@/lib/handlers/define-route';
import { examineServer } from '@/lib/servers/examine';
import { registerServerInput, type ServerView, serverView } from '@/lib/servers/schema';
import { listServers, registerServer } from '@/lib/servers/service';

export const GET = defineRoute(
  {
    summary: 'List the WAHA servers, with version, load and health',
    tag: 'WhatsApp',
    permission: 'instances:read',
    response: z.object({ data: z.array(serverView), nextCursor: z.string().nullable() }),
  },
  ({ scope }) => listServers(scope),
);

export const POST = defineRoute(
  {
    summary: 'Register a WAHA server; it is asked first who it is',
    tag: 'WhatsApp',
    permission: 'servers:manage',
    body: registerServerInput,
    response: serverView,
    status: 201,
    idempotent: true,
    before: examineServer,
  },
  ({ scope, body, found }) => registerServer(scope, body, found),
  ({ id }: ServerView) => `/api/whatsapp/servers/${id}`,
);
