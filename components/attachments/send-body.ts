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

/** How far it is, from 0 to 1. */
export type Progress = (share: number) => void;

type Answer = { status: number; body: { code?: string; detail?: string } | null };

type Options = {
  onProgress?: Progress;
  signal: AbortSignal;
  /** So long without anything having left it is given up. */
  startWithinMs?: number;
};

/** Sends a body and tells how far it is (`fetch` can't). `status` is 0 when nobody answered. */
export function sendBody(
  method: 'POST' | 'PUT',
  url: string,
  body: XMLHttpRequestBodyInit,
  { onProgress, signal, startWithinMs }: Options,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const request = new XMLHttpRequest();
  request.open(method, url);
  request.responseType = 'json';
  if (typeof body === 'string') request.setRequestHeader('content-type', 'application/json');
  const nobody = () => resolve({ status: 0, body: null });
  const giveUp = startWithinMs && setTimeout(nobody, startWithinMs);
  request.upload.onprogress = ({ loaded, total }) => {
    if (giveUp && loaded > 0) clearTimeout(giveUp);
    onProgress?.(total > 0 ? loaded / total : 0);
  };
  request.onload = () => resolve({ status: request.status, body: request.response });
  request.onerror = nobody;
  request.onabort = () => reject(new UploadError('cancelled'));
  const abort = () => request.abort();
  signal.addEventListener('abort', abort, { once: true });
  request.send(body);
  return promise.finally(() => {
    clearTimeout(giveUp);
    signal.removeEventListener('abort', abort);
    // What was given up is not left to arrive after all.
    if (request.readyState !== XMLHttpRequest.DONE) request.abort();
  });
}

/** Away for now, whatever stands before the server says. */
const AWAY = [0, 502, 503, 504];

/** What our own server answered, or an {@link UploadError}. */
export async function ask<T>(answer: Promise<Answer>): Promise<T> {
  const { status, body } = await answer;
  if (AWAY.includes(status)) throw new UploadError('offline');
  if (status >= 300) throw new UploadError(body?.code ?? 'unknown', body?.detail ?? '');
  return body as T;
}
