import { defineRoute } from '@/lib/handlers/define-route';
import { getKeptEvent } from '@/lib/monitoring/events';
import { keptEventDetail, keptEventParams } from '@/lib/monitoring/schema';

export const GET = defineRoute(
  {
    summary: 'Read one event; its raw body needs `monitoring:bodies`',
    tag: 'Developers',
    permission: 'monitoring:read',
    params: keptEventParams,
    response: keptEventDetail,
  },
  ({ scope, params }) => getKeptEvent(scope, params.id),
);
