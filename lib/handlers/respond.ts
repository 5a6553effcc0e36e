import { AppError } from '@/lib/core/errors';
import { requestIdFrom, withRequestId } from '@/lib/core/request-context';
import { workAfterAnswer } from './after-answer';
import { commonHeaders, problemAnswer } from './problem-answer';

/** JSON with the request's id; nothing of the API may be cached. */
export function jsonResponse(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...commonHeaders(), ...headers },
  });
}

export function emptyResponse(status = 204): Response {
  return new Response(null, { status, headers: commonHeaders() });
}

/** Any thrown thing as a problem document. The unexpected is logged; what leaves says nothing of the inside. */
export function problemResponse(error: unknown, acceptLanguage: string | null): Response {
  const { body, status, headers } = problemAnswer(error, acceptLanguage);
  // Closed under a client that still sends, the connection would take the answer with it: the client closes it.
  const stay: Record<string, string> = status === 413 ? { connection: 'keep-alive' } : {};
  return new Response(body, { status, headers: { ...headers, ...stay } });
}

/** Runs a door: request id for answer and log lines, errors as problem documents, and what is left to do after a write. */
export function respond(request: Request, work: () => Promise<Response>): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') workAfterAnswer();
  return withRequestId(requestIdFrom(request.headers.get('x-request-id')), async () => {
    try {
      return await work();
    } catch (error) {
      return problemResponse(error, request.headers.get('accept-language'));
    }
  });
}

/** The answer of every address under /api that is no route. */
export const unknownRoute = (request: Request): Promise<Response> =>
  respond(request, async () => {
    throw new AppError('not_found');
  });

/** Whether a picture is asked for rather than JSON. */
export const prefersImage = (request: Request): boolean => {
  const accept = request.headers.get('accept') ?? '';
  return accept.includes('image/png') && !accept.includes('application/json');
};

/** A PNG that nobody keeps. */
export const imageResponse = (png: Buffer): Response =>
  new Response(new Uint8Array(png), { headers: { ...commonHeaders(), 'content-type': 'image/png' } });
