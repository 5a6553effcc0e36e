import { WebSocket } from 'ws';
import { env } from '@/lib/env';
import type { WahaServer } from './client';
import { guardFor, WahaError } from './http';

const OPEN_MS = 10_000;
const PING_MS = 15_000;

export type StreamOptions = {
  events: readonly string[];
  /** One event as it came, in order: what a webhook's body would be. */
  onFrame: (frame: Buffer) => void;
  /** Ends it, also while it is being opened. */
  signal: AbortSignal;
  pingMs?: number;
};

/**
 * An open `/ws` of a WAHA server. `closed` resolves when it ended, whoever ended it, and never rejects; `pause` lets
 * what comes wait at WAHA.
 */
export type Stream = {
  closed: Promise<{ code: number }>;
  close: () => void;
  pause: () => void;
  resume: () => void;
};

/**
 * Opens the stream of all sessions of a server. A peer that answers neither with an event nor to a ping is given up.
 * Resolves once it is open; throws {@link WahaError} `unreachable`. The key stands in the address, which is why that is
 * in no error and no log (WAHA takes no header here: 2026.2.1).
 */
export async function openStream(server: WahaServer, options: StreamOptions): Promise<Stream> {
  const url = addressOf(server, options.events);
  const socket = new WebSocket(url, {
    handshakeTimeout: OPEN_MS,
    maxPayload: env().LIMIT_WEBHOOK_BYTES,
    perMessageDeflate: false,
    ...guardFor(url, server.allowedRanges),
  });
  const end = () => socket.terminate();
  options.signal.addEventListener('abort', end, { once: true });
  socket.once('close', () => options.signal.removeEventListener('abort', end));
  const closed = new Promise<{ code: number }>((resolve) =>
    socket.once('close', (code) => resolve({ code })),
  );
  socket.on('message', (frame: Buffer) => options.onFrame(frame));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    // Stays, so that no later error is unhandled: each ends in `close`.
    socket.on('error', (error) =>
      reject(new WahaError('unreachable', undefined, 'no stream', withoutAddress(error))),
    );
  });
  watch(socket, options.pingMs ?? PING_MS);
  return {
    closed,
    close: end,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
  };
}

function addressOf({ url, apiKey }: WahaServer, events: readonly string[]): URL {
  const address = new URL(`${url.replace(/^http/, 'ws')}/ws`);
  address.searchParams.set('session', '*');
  for (const event of events) address.searchParams.append('events', event);
  if (apiKey) address.searchParams.set('x-api-key', apiKey);
  return address;
}

/** The cause of a failed connection, unless it may repeat what it was told to connect to. */
const withoutAddress = (error: Error): unknown => (error instanceof SyntaxError ? undefined : error);

/** Ends a connection whose other side is gone without a word. */
function watch(socket: WebSocket, pingMs: number): void {
  let isHeard = true;
  const hear = () => {
    isHeard = true;
  };
  for (const sign of ['pong', 'ping', 'message'] as const) socket.on(sign, hear);
  const timer = setInterval(() => {
    // What is paused reads no answers.
    if (!isHeard && !socket.isPaused) return socket.terminate();
    isHeard = false;
    socket.ping();
  }, pingMs);
  socket.once('close', () => clearInterval(timer));
}
