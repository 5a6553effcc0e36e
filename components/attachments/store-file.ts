import type { UploadView } from '@/lib/media/schema';
import { postFile } from './post-file';
import type { Progress } from './send-body';
import { isDirect, setDirect } from './upload-way';

/**
 * Uploads one file: straight into the bucket where there is one, else, and once that failed, through our server. Rejects
 * with an `UploadError`.
 */
export async function storeFile(file: File, onProgress: Progress, signal: AbortSignal): Promise<UploadView> {
  if (isDirect() && file.size > 0) {
    const { putFile } = await import('./put-file');
    const stored = await putFile(file, onProgress, signal);
    if (stored) return stored;
    setDirect(false);
    onProgress(0);
  }
  return postFile(file, onProgress, signal);
}
