import { defineRoute } from '@/lib/handlers/define-route';
import { listKeptEvents } from '@/lib/monitoring/events';
import { keptEventPage, keptEventQuery } from '@/lib/monitoring/schema';

export const GET = defineRoute(
  {
    summary: 'List what came from WAHA and could not be applied, newest first',
    tag: 'Developers',
    permission: 'monitoring:read',
    query: keptEventQuery,
    response: keptEventPage,
  },
  ({ scope, query }) => listKeptEvents(scope, query),
);
