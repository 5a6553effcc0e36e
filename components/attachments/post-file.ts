import type { UploadView } from '@/lib/media/schema';
import { ask, type Progress, sendBody } from './send-body';

/** Uploads one file through our server. Rejects with an `UploadError`, its message already in the person's language. */
export function postFile(file: File, onProgress: Progress, signal: AbortSignal): Promise<UploadView> {
  const form = new FormData();
  form.append('file', file, file.name);
  return ask<UploadView>(sendBody('POST', '/api/media', form, { onProgress, signal }));
}
