import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import { AppError } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { requestIdFrom } from '@/lib/core/request-context';
import { SpareConnections } from '@/lib/core/spare-connections';
import { env } from '@/lib/env';
import { commonHeaders, problemAnswer } from '@/lib/handlers/problem-answer';
import { ingest } from './ingest';
import { readIncoming } from './read-incoming';

const PATH = /^\/api\/whatsapp\/webhook\/([\w-]{1,54})(?:\?|$)/;

/** A client that dawdles is cut off; one that keeps its connection finds it open for longer than it waits itself. */
const TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 75_000,
  connectionsCheckingInterval: 5_000,
};
/** How long a client that sends more than is read may take to notice the answer. */
const LINGER_MS = 2_000;
const STOP_MS = 10_000;

/**
 * The webhook's address on a port of its own, without Next in between: same path, same answers, a fraction of the
 * cost. Everything else is 404. Port 0 takes any. Rejects when the port is taken. `stop` lets what was begun be answered.
 */
export async function listenForWebhooks(
  port: number,
  host = listenAddress(env().HOSTNAME),
): Promise<{ port: number; stop: () => Promise<void> }> {
  const server = createServer(TIMEOUTS, (request, response) => {
    void answer(server, request, response, requestIdFrom(headerOf(request, 'x-request-id')));
  });
  const connections = new SpareConnections();
  server.on('connection', (socket) => connections.add(socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  log().info({ port: address.port, host }, 'Listening for webhooks');
  return { port: address.port, stop: () => stop(server, connections) };
}

/**
 * All addresses, unless `HOSTNAME` is one. Containers and shells put the machine's own name there: that is no choice
 * of an address, and may resolve to one that WAHA can't reach.
 */
export function listenAddress(hostname: string | undefined): string | undefined {
  return hostname && (isIP(hostname) !== 0 || hostname === 'localhost') ? hostname : undefined;
}

/** The id goes by hand: kept in an async context it would cost each promise of a webhook something, a tenth of all. */
async function answer(
  server: Server,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  try {
    const receipt = await receive(request);
    send(server, request, response, {
      status: 200,
      headers: { 'content-type': 'application/json', ...commonHeaders(requestId) },
      body: JSON.stringify(receipt),
    });
  } catch (error) {
    // Who hung up while sending is told nothing.
    if (request.destroyed && !request.complete) return;
    send(server, request, response, problemAnswer(error, headerOf(request, 'accept-language'), requestId));
  }
}

async function receive(request: IncomingMessage) {
  const sessionName = PATH.exec(request.url ?? '')?.[1];
  if (request.method !== 'POST' || !sessionName) throw new AppError('not_found');
  const body = await readIncoming(request, env().LIMIT_WEBHOOK_BYTES);
  const signature = headerOf(request, 'x-webhook-hmac');
  const requestId = headerOf(request, 'x-webhook-request-id');
  return ingest({ sessionName, body, signature, requestId });
}

type Answer = { status: number; headers: Record<string, string>; body: string };

function send(
  server: Server,
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: Answer,
): void {
  const isUnread = !request.complete;
  response.writeHead(status, {
    ...headers,
    'content-length': Buffer.byteLength(body),
    // While stopping, a connection kept open would only be cut.
    ...(isUnread || !server.listening ? { connection: 'close' } : {}),
  });
  if (!isUnread || request.method === 'HEAD') {
    response.end(body);
    return;
  }
  // Closed at once, the answer would be lost in the reset that unread bytes cause: let the client notice it first.
  response.write(body);
  const timer = setTimeout(() => response.destroy(), LINGER_MS);
  request.once('end', () => response.end());
  request.once('close', () => clearTimeout(timer));
  request.resume();
}

/** A header's only or first value. */
function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

async function stop(server: Server, connections: SpareConnections): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), STOP_MS);
  const closing = connections.closeSoon();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(timer);
  clearInterval(closing);
}
