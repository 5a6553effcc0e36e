import type { z } from 'zod';
import { AppError } from '@/lib/core/errors';
import type { Permission } from '@/lib/core/permissions';
import { requirePermission, type Scope } from '@/lib/core/scope';
import { env } from '@/lib/env';
import { authenticate } from './authenticate';
import { type Answer, once } from './idempotency';
import { parseJson, readBody } from './read-body';
import { emptyResponse, jsonResponse, respond } from './respond';

type Schema = z.ZodType;
type Parsed<T> = T extends Schema ? z.infer<T> : undefined;

export type RouteDefinition = {
  summary: string;
  tag: 'WhatsApp' | 'Messages' | 'Developers' | 'Health';
  /** Shown in the document, and asked for before anything is read or remembered answers are given; the service itself enforces it. */
  permission?: Permission;
  params?: Schema;
  query?: Schema;
  body?: Schema;
  /** A body of `multipart/form-data` instead. */
  form?: Schema;
  response?: Schema;
  /** Status of success; 204 answers without a body. */
  status?: number;
  /** Obeys `Idempotency-Key`. */
  idempotent?: boolean;
  /** Largest body in bytes, where it is not the usual one. */
  bodyLimit?: () => number;
  /** Asks others what the write has to know, before its transaction begins; `run` gets it as `found`. */
  before?: (scope: Scope, body: never, params: never) => Promise<unknown>;
};

type Found<D extends RouteDefinition> =
  NonNullable<D['before']> extends (scope: Scope, body: never, params: never) => Promise<infer F>
    ? F
    : undefined;

type Context<D extends RouteDefinition> = {
  scope: Scope;
  params: Parsed<D['params']>;
  query: Parsed<D['query']>;
  body: Parsed<D['body']>;
  request: Request;
  found: Found<D>;
};

export type RouteHandler = ((
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>) & { definition: RouteDefinition };

/**
 * A JSON route: authenticate, read, check, call, answer. `run` gives the body of a success (or a finished
 * `Response`); `location` of a 201 is made by `locationOf`.
 */
export function defineRoute<const D extends RouteDefinition>(
  definition: D,
  run: (context: Context<D>) => Promise<unknown>,
  locationOf?: (result: never) => string,
): RouteHandler {
  const handler = (request: Request, context: { params: Promise<Record<string, string>> }) =>
    respond(request, async () => {
      const { scope } = await authenticate(request);
      if (definition.permission) requirePermission(scope, definition.permission);
      const params = parseParams(definition.params, await context.params) as Parsed<D['params']>;
      const raw = await readRequestBody(request, definition);
      const query = parseFields(definition.query, searchOf(request)) as Parsed<D['query']>;
      const body = parseFields(definition.body, raw.json) as Parsed<D['body']>;
      const before =
        definition.before && (async () => definition.before?.(scope, body as never, params as never));
      const call = async (inside: Scope, asked: unknown): Promise<Answer> => {
        const found = asked as Found<D>;
        const result = await run({ scope: inside, params, query, body, request, found });
        const headers = locationOf ? { location: locationOf(result as never) } : undefined;
        return { status: definition.status ?? 200, body: result, headers };
      };
      const key = definition.idempotent ? request.headers.get('idempotency-key') : null;
      if (key === null) return toResponse(await call(scope, await before?.()));
      const route = `${request.method} ${new URL(request.url).pathname}`;
      return toResponse(await once(scope, { route, key, body: raw.bytes }, call, before));
    });
  return Object.assign(handler, { definition });
}

/** A finished answer as what leaves: a `Response` as it is, all else as JSON. */
export function toResponse({ status, body, headers }: Answer): Response {
  if (body instanceof Response) return body;
  return status === 204 ? emptyResponse() : jsonResponse(body, status, headers);
}

async function readRequestBody(request: Request, definition: RouteDefinition) {
  if (request.method === 'GET' || request.method === 'HEAD') return { bytes: Buffer.alloc(0), json: {} };
  const bytes = await readBody(request, definition.bodyLimit?.() ?? env().LIMIT_JSON_BYTES);
  const isCookie = request.headers.get('authorization') === null;
  const contentType = request.headers.get('content-type') ?? '';
  if (isCookie && bytes.length > 0 && !/^application\/json\s*(;|$)/i.test(contentType)) {
    throw new AppError('unsupported_media', { detail: 'cookieJson' });
  }
  return { bytes, json: parseJson(bytes) };
}

/** A path part that can't be an id names nothing. */
function parseParams(schema: Schema | undefined, value: unknown): unknown {
  const parsed = schema?.safeParse(value);
  if (parsed && !parsed.success) throw new AppError('not_found');
  return parsed?.data;
}

function parseFields(schema: Schema | undefined, value: unknown): unknown {
  const parsed = schema?.safeParse(value);
  if (parsed && !parsed.success) throw toInvalid(parsed.error);
  return parsed?.data;
}

/** Zod's issues as one `invalid` error with a line per field. */
export function toInvalid(error: z.ZodError): AppError {
  const errors = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  return new AppError('invalid', { errors });
}

const searchOf = (request: Request) => Object.fromEntries(new URL(request.url).searchParams);
