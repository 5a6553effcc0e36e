import { defineRoute } from '@/lib/handlers/define-route';
import { finishDirectUpload } from '@/lib/media/direct';
import { finishInput, mediaParams, uploadView } from '@/lib/media/schema';

export const POST = defineRoute(
  {
    summary: 'Take up a file that was put into the bucket; unused it is kept for 24 hours',
    tag: 'Messages',
    permission: 'messages:send',
    params: mediaParams,
    body: finishInput,
    response: uploadView,
    status: 201,
  },
  ({ scope, params, body }) => finishDirectUpload(scope, params.id, body),
);
