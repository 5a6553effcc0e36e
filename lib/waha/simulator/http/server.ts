import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { environmentOf } from '../events/me';
import type { World } from '../world';
import { HttpError, notFound } from './http-error';
import { readBody } from './read-body';
import { ANSWERED, type Call, Raw, type Router } from './router';

/** WAHA (Express) closes an idle connection after 5 s. */
const KEEP_ALIVE_MS = 5_000;

/** The HTTP server in front of a router, with WAHA's headers, key check and error bodies. */
export function createHttpServer(world: World, router: Router): Server {
  const server = createServer((request, response) => void answer(world, router, request, response));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

async function answer(world: World, router: Router, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://simulator');
  const path = url.pathname;
  const call: Call = { world, params: {}, query: url.searchParams, body: {}, request, response };
  try {
    checkKey(world, request, url);
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
    const found = router.find(method, path);
    if (!found) throw notFound(world.features, `Cannot ${request.method} ${path}`);
    call.params = found.params;
    call.body = await readBody(request, world.features);
    const result = await found.route.handler(call);
    if (result !== ANSWERED) send(request, response, found.route.status, result, ownPage(path));
  } catch (error) {
    if (response.headersSent || response.destroyed) return;
    if (error instanceof HttpError) send(request, response, error.status, error.body, ownPage(path));
    else send(request, response, 500, exceptionBody(world, call, path, error), ownPage(path));
  }
}

/** The control API and the phone page are not WAHA: no key there, and no CORS header. */
function ownPage(path: string): boolean {
  return path.startsWith('/__sim') || path === '/phone' || path.startsWith('/phone/');
}

function checkKey(world: World, request: IncomingMessage, url: URL): void {
  const { features, options } = world;
  const guarded = url.pathname.startsWith('/api/') || url.pathname === '/health';
  if (!guarded || !features.checksKey) return;
  const inQuery = features.keyInQuery ? url.searchParams.get('x-api-key') : null;
  if ((request.headers['x-api-key'] ?? inQuery) === options.apiKey) return;
  throw new HttpError(401, { message: 'Unauthorized', statusCode: 401 });
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: unknown,
  own: boolean,
) {
  if (!own) response.setHeader('X-Powered-By', 'Express');
  if (!own) response.setHeader('Access-Control-Allow-Origin', '*');
  response.statusCode = status;
  if (body === undefined) {
    response.setHeader('Content-Length', '0');
    response.end();
    return;
  }
  const raw = body instanceof Raw ? body : new Raw('application/json; charset=utf-8', JSON.stringify(body));
  response.setHeader('Content-Type', raw.type);
  for (const [name, value] of Object.entries(raw.headers)) response.setHeader(name, value);
  const bytes = Buffer.from(raw.bytes);
  response.setHeader('Content-Length', String(bytes.length));
  if (!own)
    response.setHeader('ETag', `W/"${createHash('sha1').update(bytes).digest('base64').slice(0, 27)}"`);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** WAHA's 500: the exception with its stack, and an echo of the request. */
function exceptionBody(world: World, call: Call, path: string, thrown: unknown) {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return {
    statusCode: 500,
    timestamp: new Date().toISOString(),
    exception: { message: error.message, name: error.name, stack: error.stack },
    request: {
      path,
      method: call.request.method,
      body: call.body,
      query: Object.fromEntries(call.query),
    },
    version: environmentOf(world),
  };
}
