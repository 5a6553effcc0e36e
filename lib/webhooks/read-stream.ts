import { setTimeout as pause } from 'node:timers/promises';
import { log } from '@/lib/core/log';
import { systemScope } from '@/lib/core/scope';
import { wantHistory } from '@/lib/instances/history';
import { refreshServer, wahaOf } from '@/lib/servers/connect';
import { WahaError } from '@/lib/waha/http';
import { openStream } from '@/lib/waha/stream';
import { eventsFor } from '@/lib/waha/version';
import { StreamIntake } from './stream-intake';
import { markStreamOpen, type StreamedServer, selectNumbersOfServer } from './stream-queries';

const FIRST_MS = 500;
const MOST_MS = 30_000;
/** A connection that lasted so long was none that is refused: the next try need not wait. */
const STEADY_MS = 3_000;

/** Reads a server's stream until `signal`; after each break anew, at growing distance, with jitter. Never rejects. */
export async function readStream(
  current: () => StreamedServer,
  owner: string,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    const from = performance.now();
    const server = current();
    await readOnce(server, owner, signal).catch((error: unknown) => logFailure(server.id, error));
    failures = performance.now() - from > STEADY_MS ? 0 : failures + 1;
    await pause(delayAfter(failures), undefined, { signal }).catch(() => {});
  }
}

/** A random part of a span that doubles: processes that lost the same server don't come back together. */
export function delayAfter(failures: number, random = Math.random()): number {
  const span = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return span / 2 + (span / 2) * random;
}

async function readOnce(server: StreamedServer, owner: string, signal: AbortSignal): Promise<void> {
  const { version } = await refreshServer(nobody(), server);
  if (signal.aborted) return;
  const intake = new StreamIntake(server.id);
  const stream = await openStream(wahaOf(server), {
    events: eventsFor(version),
    onFrame: (frame) => intake.take(frame),
    signal,
  });
  intake.attach(stream);
  try {
    await noteOpen(server.id, owner);
    const { code } = await stream.closed;
    if (!signal.aborted) log().info({ serverId: server.id, code }, 'A stream ended');
  } finally {
    stream.close();
    await intake.settled();
    await markStreamOpen(server.id, owner, null).catch(() => {});
  }
}

/** Servers are found by their id alone here: no organization's rows are read. */
const nobody = () => systemScope('00000000-0000-0000-0000-000000000000');

/** There is no replay: what happened before the stream was open is looked for in every history. */
async function noteOpen(serverId: string, owner: string): Promise<void> {
  await markStreamOpen(serverId, owner, new Date());
  log().info({ serverId }, 'A stream is open');
  for (const { organizationId, id } of await selectNumbersOfServer(serverId))
    await wantHistory(systemScope(organizationId), id);
}

function logFailure(serverId: string, error: unknown): void {
  if (error instanceof WahaError)
    log().info({ serverId, kind: error.kind, status: error.status }, 'A stream could not be opened');
  else log().warn({ err: error, serverId }, 'A stream could not be read');
}
