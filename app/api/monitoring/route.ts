import { defineRoute } from '@/lib/handlers/define-route';
import { monitoringView } from '@/lib/monitoring/schema';
import { getMonitoring } from '@/lib/monitoring/troubles';

export const GET = defineRoute(
  {
    summary: 'What went wrong lately, counted',
    tag: 'Developers',
    permission: 'monitoring:read',
    response: monitoringView,
  },
  ({ scope }) => getMonitoring(scope),
);
