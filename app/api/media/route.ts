import { env } from '@/lib/env';
import { defineUpload } from '@/lib/handlers/define-upload';
import { uploadForm, uploadView } from '@/lib/media/schema';
import { addUpload, authorizeUpload } from '@/lib/media/service';
import { incomingFolder } from '@/lib/media/storage';

export const POST = defineUpload(
  {
    summary: 'Upload a file to send; unused it is kept for 24 hours',
    tag: 'Messages',
    permission: 'messages:send',
    form: uploadForm,
    response: uploadView,
    status: 201,
    idempotent: true,
  },
  { authorize: authorizeUpload, folder: incomingFolder, limit: () => env().LIMIT_UPLOAD_BYTES },
  ({ scope, file, commit }) => addUpload(scope, file, commit),
);
