import type { UploadView } from '@/lib/media/schema';

/** `code` is `offline` when nobody answered: then it is worth trying again by itself. */
export class UploadError extends Error {
  override name = 'UploadError';

  constructor(
    readonly code: string,
    message = '',
  ) {
    super(message);
  }
}

/** Away for now, whatever stands before the server says. */
const AWAY = [0, 502, 503, 504];

/**
 * Uploads one file and tells how far it is, from 0 to 1 (`fetch` can't). Rejects with an {@link UploadError}, its
 * message already in the person's language.
 */
export function postFile(
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<UploadView> {
  const { promise, resolve, reject } = Promise.withResolvers<UploadView>();
  const request = new XMLHttpRequest();
  request.open('POST', '/api/media');
  request.responseType = 'json';
  request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
  request.onload = () => {
    const { status, response } = request;
    if (status < 300) resolve(response);
    else if (AWAY.includes(status)) reject(new UploadError('offline'));
    else reject(new UploadError(response?.code ?? 'unknown', response?.detail ?? ''));
  };
  request.onerror = () => reject(new UploadError('offline'));
  request.onabort = () => reject(new UploadError('cancelled'));
  signal.addEventListener('abort', () => request.abort(), { once: true });
  const form = new FormData();
  form.append('file', file, file.name);
  request.send(form);
  return promise;
}
