import type { Permission } from '@/lib/core/permissions';
import { authorize, isAllowed, type Scope } from '@/lib/core/scope';
import { env } from '@/lib/env';
import { commonHeaders } from '@/lib/handlers/problem-answer';
import { type Credential, formatEvent, type Hub } from './hub';

const COMMENT_MS = 20_000;
/** Bytes a client may leave unread before it is told to read again what it shows. */
const MAX_BUFFERED = 1_000_000;

const READY = `retry: 2000\n${formatEvent({ event: 'ready', data: {} })}`;
const RESYNC = formatEvent({ event: 'resync', data: {} });

/**
 * The event stream of one client: `ready` first, then what its organization's transactions changed, a comment every
 * 20 s. A client that does not keep up loses what it can't take and is told to `resync` once it reads again.
 */
export async function streamResponse(
  hub: Hub,
  { scope, credential }: { scope: Scope; credential: Credential },
  signal: AbortSignal,
): Promise<Response> {
  const permissions = seenBy(scope);
  const outlet = openOutlet();
  const leave = await hub.subscribe({ credential, permissions, write: outlet.write, close: outlet.close });
  const comment = setInterval(() => outlet.write(': still here\n\n'), COMMENT_MS);
  const lifetime = env().EVENT_STREAM_SECONDS;
  const end = lifetime ? setTimeout(outlet.close, lifetime * 1000) : undefined;
  outlet.onClose(() => {
    clearInterval(comment);
    clearTimeout(end);
    leave();
  });
  signal.addEventListener('abort', outlet.close, { once: true });
  // Gone while we began to listen: nothing will tell it again.
  if (signal.aborted) outlet.close();
  outlet.begin(READY);
  return new Response(outlet.stream, { headers: streamHeaders() });
}

/** The answer to HEAD: a stream that nobody reads would never be closed. */
export const streamHead = (): Response => new Response(null, { headers: streamHeaders() });

const streamHeaders = () => ({
  ...commonHeaders(),
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
});

const SEEN = [
  ['conversations', 'conversations:read'],
  ['instances', 'instances:read'],
] as const;

/** What of the stream is for the caller; throws as `authorize` where nothing is. */
function seenBy(scope: Scope): Set<Permission> {
  const seen = SEEN.filter(([module, permission]) => isAllowed(scope, module, permission));
  if (seen.length === 0) authorize(scope, ...SEEN[0]);
  return new Set(seen.map(([, permission]) => permission));
}

/** A byte stream that never holds more than {@link MAX_BUFFERED}: what does not fit is dropped, and said. */
function openOutlet() {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let hasBegun = false;
  let hasDropped = false;
  let onClose = () => {};
  const enqueue = (text: string) => controller?.enqueue(encoder.encode(text));
  const close = () => {
    const open = controller;
    controller = undefined;
    if (!open) return;
    onClose();
    try {
      open.close();
    } catch {
      // The client closed it first.
    }
  };
  const catchUp = () => {
    if (!hasBegun || !hasDropped) return;
    hasDropped = false;
    enqueue(RESYNC);
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      start: (started) => {
        controller = started;
      },
      pull: catchUp,
      cancel: close,
    },
    { highWaterMark: MAX_BUFFERED, size: (chunk) => chunk?.byteLength ?? 0 },
  );
  return {
    stream,
    close,
    onClose: (work: () => void) => {
      onClose = work;
    },
    begin: (text: string) => {
      hasBegun = true;
      enqueue(text);
      catchUp();
    },
    write: (text: string) => {
      if (!hasBegun || (controller?.desiredSize ?? 0) <= 0) hasDropped = true;
      else enqueue(text);
    },
  };
}
