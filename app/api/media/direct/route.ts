import { defineRoute } from '@/lib/handlers/define-route';
import { beginDirectUpload } from '@/lib/media/direct';
import { directInput, directUploadView } from '@/lib/media/schema';

export const POST = defineRoute(
  {
    summary: 'An address that takes a file straight into the bucket, by PUT within an hour',
    tag: 'Messages',
    permission: 'messages:send',
    body: directInput,
    response: directUploadView,
    status: 201,
  },
  ({ scope, body }) => beginDirectUpload(scope, body),
);
