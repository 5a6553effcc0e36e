import { z } from 'zod';
import { pageQuery } from '@/lib/core/pagination';
import { defineRoute } from '@/lib/handlers/define-route';
import { createInstanceInput, type InstanceView, instanceView } from '@/lib/instances/schema';
import { createInstance, listInstances } from '@/lib/instances/service';

export const GET = defineRoute(
  {
    summary: 'List the numbers',
    tag: 'WhatsApp',
    permission: 'instances:read',
    query: pageQuery,
    response: z.object({ data: z.array(instanceView), nextCursor: z.string().nullable() }),
  },
  ({ scope, query }) => listInstances(scope, query),
);

export const POST = defineRoute(
  {
    summary: 'Create a number',
    tag: 'WhatsApp',
    permission: 'instances:write',
    body: createInstanceInput,
    response: instanceView,
    status: 201,
    idempotent: true,
  },
  ({ scope, body }) => createInstance(scope, body),
  ({ id }: InstanceView) => `/api/whatsapp/instances/${id}`,
);
