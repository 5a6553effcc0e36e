import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Balancer = { port: number; stop: () => Promise<void> };

const LINGER_MS = 2_000;

type Options = {
  /** Ends answers that are still open after this time, as a platform does with a function at its limit. */
  cutAfterMs?: number;
};

/**
 * A reverse proxy that gives each request to the next of `targets` (ports of this machine), as a platform or a load
 * balancer would; one that refuses the connection is passed over. Bodies and event streams go through as they come.
 */
export async function startBalancer(targets: number[], { cutAfterMs }: Options = {}): Promise<Balancer> {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    if (cutAfterMs) cutLater(outgoing, cutAfterMs);
    const first = turn++;
    forward(
      targets.map((_, index) => targets[(first + index) % targets.length] as number),
      incoming,
      outgoing,
    );
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function forward([port, ...others]: number[], incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url } = incoming;
  const headers = pairs(incoming.rawHeaders);
  const upstream = request({ host: '127.0.0.1', port, method, path: url, agent: false, setHost: false });
  for (const [name, values] of headers) upstream.setHeader(name, values);
  let isConnected = false;
  upstream.once('socket', (socket) =>
    socket.once('connect', () => {
      isConnected = true;
      incoming.pipe(upstream);
    }),
  );
  let isAnswered = false;
  upstream.once('response', (answer) => {
    isAnswered = true;
    outgoing.writeHead(answer.statusCode ?? 502, answer.statusMessage, answer.rawHeaders);
    outgoing.flushHeaders();
    answer.pipe(outgoing, { end: false });
    answer.once('end', () => endOnceRead(incoming, outgoing));
    answer.once('close', () => answer.complete || outgoing.destroy());
  });
  upstream.on('error', () => {
    incoming.unpipe(upstream);
    if (isAnswered) incoming.resume();
    else if (isConnected) outgoing.destroy();
    else if (others.length > 0) forward(others, incoming, outgoing);
    else outgoing.writeHead(502).end();
  });
  outgoing.once('close', () => upstream.destroy());
}

/** An answer that came before all was sent is lost in the reset that unread bytes cause: they are read first. */
function endOnceRead(incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (incoming.complete) {
    outgoing.end();
    return;
  }
  const timer = setTimeout(() => outgoing.end(), LINGER_MS);
  incoming.once('end', () => outgoing.end());
  incoming.once('close', () => clearTimeout(timer));
  incoming.unpipe();
  incoming.resume();
}

/** Names and values as they came; a name that came twice keeps both. */
function pairs(raw: string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] as string;
    found.set(name, [...(found.get(name) ?? []), raw[at + 1] as string]);
  }
  return found;
}

function cutLater(outgoing: ServerResponse, ms: number): void {
  const timer = setTimeout(() => outgoing.destroy(), ms);
  outgoing.once('close', () => clearTimeout(timer));
}
