import { defineRoute } from '@/lib/handlers/define-route';
import { syncInstances } from '@/lib/history/sync';
import { syncResultView } from '@/lib/instances/schema';

export const POST = defineRoute(
  {
    summary: 'Compare every number with WAHA',
    tag: 'WhatsApp',
    permission: 'instances:write',
    response: syncResultView,
  },
  async ({ scope }) => ({ data: await syncInstances(scope) }),
);
