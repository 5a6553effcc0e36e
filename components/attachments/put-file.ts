import type { DirectUploadView, UploadView } from '@/lib/media/schema';
import { ask, type Progress, sendBody } from './send-body';

/** A bucket that is not reached from here often says nothing at all. */
const START_MS = 8_000;

/**
 * Uploads one file straight into the bucket, at an address that our server signs. Undefined where the bucket can't be
 * reached from this browser or does not take it. Rejects as `postFile` does with what our own server says.
 */
export async function putFile(
  file: File,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<UploadView | undefined> {
  const call = <T>(path: string, body: object) =>
    ask<T>(sendBody('POST', path, JSON.stringify(body), { signal }));
  const { id, url } = await call<DirectUploadView>('/api/media/direct', { size: file.size });
  // Without a type: the bucket's rules for other origins need not allow any header.
  const bytes = file.slice(0, file.size, '');
  const { status } = await sendBody('PUT', url, bytes, { onProgress, signal, startWithinMs: START_MS });
  if (status < 200 || status >= 300) return undefined;
  return call<UploadView>(`/api/media/direct/${id}`, {
    filename: file.name,
    mimetype: file.type || undefined,
  });
}
