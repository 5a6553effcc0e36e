import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, type ErrorCode } from '@/lib/core/errors';
import { requestIdFrom, withRequestId } from '@/lib/core/request-context';
import { problemAnswer } from './problem-answer';

type Started = { request: IncomingMessage; response: ServerResponse };

const UNDER_API = /^[/\\]+api(?:[/?]|$)/;
const shared = globalThis as typeof globalThis & { __recadoAnswers?: true };

/**
 * Next answers some requests before any route of ours is asked: a method that a route does not have, an address that
 * can't be decoded, a slash too many. Under /api these answers get the request's id too, and refusals become problem
 * documents. What Node's own parser refuses never comes here. Once per process.
 */
export function putAnswersOfNextInOurWords(): void {
  if (shared.__recadoAnswers) return;
  shared.__recadoAnswers = true;
  subscribe('http.server.request.start', (started) => {
    const { request, response } = started as Started;
    if (UNDER_API.test(request.url ?? '')) watch(request, response);
  });
}

/** Looks at an answer when its head is about to leave: by then Next has said all it has to say. */
function watch(request: IncomingMessage, response: ServerResponse): void {
  const { writeHead, write, end } = response;
  let ours: string | undefined;
  const look = () => {
    if (!response.headersSent && !response.hasHeader('x-request-id')) ours = complete(request, response);
  };
  response.writeHead = ((...given: unknown[]) => {
    const [status, ...rest] = given;
    if (typeof status === 'number') response.statusCode = status;
    // Whoever names its headers here is a listener of our own.
    if (rest.length === 0) look();
    return Reflect.apply(writeHead, response, rest.length === 0 ? [response.statusCode] : given);
  }) as typeof writeHead;
  response.write = ((...given: unknown[]) =>
    ours === undefined ? Reflect.apply(write, response, given) : true) as typeof write;
  response.end = ((...given: unknown[]) => {
    look();
    return Reflect.apply(end, response, ours === undefined ? given : [ours]);
  }) as typeof end;
}

/** Adds the request's id; of a refusal that is no JSON answers the problem document that takes its place. */
function complete(request: IncomingMessage, response: ServerResponse): string | undefined {
  const requestId = requestIdFrom(request.headers['x-request-id']?.toString() ?? null);
  response.setHeader('x-request-id', requestId);
  const isJson = String(response.getHeader('content-type') ?? '').includes('json');
  if (response.statusCode < 400 || isJson) return undefined;
  return withRequestId(requestId, () => {
    const error = new AppError(codeOf(response.statusCode, request.url ?? ''));
    const { status, headers, body } = problemAnswer(error, request.headers['accept-language'] ?? null);
    response.statusCode = status;
    response.removeHeader('content-encoding');
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader('content-length', Buffer.byteLength(body));
    return body;
  });
}

const CODES: Record<number, ErrorCode> = {
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
};

/** Where no route can be at an address that names nothing, it does not matter in which way Next stumbled over it. */
const codeOf = (status: number, url: string): ErrorCode =>
  isReadable(url) ? (CODES[status] ?? 'internal') : 'not_found';

function isReadable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?')[0] ?? '');
    return true;
  } catch {
    return false;
  }
}
