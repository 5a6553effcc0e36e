import { defineRoute } from '@/lib/handlers/define-route';
import { replayEvents } from '@/lib/monitoring/events';
import { replayAnswer, replayInput } from '@/lib/monitoring/schema';

export const POST = defineRoute(
  {
    summary: 'Have these events, or all that fit, applied again',
    tag: 'Developers',
    permission: 'monitoring:manage',
    body: replayInput,
    response: replayAnswer,
    status: 202,
  },
  ({ scope, body }) => replayEvents(scope, body),
);
