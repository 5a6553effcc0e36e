import { defineRoute } from '@/lib/handlers/define-route';
import { replayEvent } from '@/lib/monitoring/events';
import { keptEventParams, keptEventView } from '@/lib/monitoring/schema';

export const POST = defineRoute(
  {
    summary: 'Have one event applied again',
    tag: 'Developers',
    permission: 'monitoring:manage',
    params: keptEventParams,
    response: keptEventView,
    status: 202,
  },
  ({ scope, params }) => replayEvent(scope, params.id),
);
