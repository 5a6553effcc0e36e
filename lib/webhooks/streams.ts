import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { newId } from '@/lib/core/ids';
import { log } from '@/lib/core/log';
import { wahaOf } from '@/lib/servers/connect';
import { readStream } from './read-stream';
import { claimStreams, releaseStream, type StreamedServer } from './stream-queries';

const LOOK_MS = 3_000;
/** As long as a lease holds: whoever could not renew it must believe that another reads. */
const HELD_MS = 15_000;
const STOP_MS = 5_000;

type Reader = { server: StreamedServer; stop: () => Promise<void> };

/**
 * Reads the streams of the servers that can't call us: of all processes one each, and another when that one dies. A
 * switch, key or address that changes counts within seconds. `stop` keeps what was told and lets go.
 */
export function startStreams(lookMs = LOOK_MS): { stop: () => Promise<void> } {
  const owner = newId();
  const readers = new Map<string, Reader>();
  let heldAt = performance.now();
  const end = async (id: string) => {
    const reader = readers.get(id);
    readers.delete(id);
    await reader?.stop();
  };
  const look = async () => {
    const claimed = await claimStreams(owner).catch((error: unknown) => {
      log().warn({ err: error }, 'Streams could not be looked after');
    });
    if (claimed) heldAt = performance.now();
    else if (performance.now() - heldAt < HELD_MS) return;
    const wanted = new Map(claimed?.map((server) => [server.id, server]));
    for (const [id, reader] of readers) {
      const server = wanted.get(id);
      if (server && isSamePlace(reader.server, server)) reader.server = server;
      else await end(id);
    }
    for (const server of wanted.values())
      if (!readers.has(server.id)) readers.set(server.id, startReader(server, owner));
  };
  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, lookMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
      await Promise.all([...readers.keys()].map(end));
    },
  };
}

/** A key that is encrypted anew, as at every start of a process, is no other key. */
const isSamePlace = (one: StreamedServer, other: StreamedServer): boolean =>
  isDeepStrictEqual(wahaOf(one), wahaOf(other));

function startReader(server: StreamedServer, owner: string): Reader {
  const abort = new AbortController();
  const reader: Reader = {
    server,
    stop: async () => {
      abort.abort();
      // Whoever is asked just now may take longer than anybody waits for a process to leave.
      await Promise.race([done, pause(STOP_MS)]);
      await releaseStream(server.id, owner).catch(() => {});
    },
  };
  const done = readStream(() => reader.server, owner, abort.signal);
  return reader;
}
