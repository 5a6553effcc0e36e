import { defineRoute } from '@/lib/handlers/define-route';
import { incidentPage, incidentQuery } from '@/lib/incidents/schema';
import { listIncidents } from '@/lib/incidents/service';

export const GET = defineRoute(
  {
    summary: 'List what went wrong with numbers, from when to when, newest first',
    tag: 'Developers',
    permission: 'monitoring:read',
    query: incidentQuery,
    response: incidentPage,
  },
  ({ scope, query }) => listIncidents(scope, query),
);
