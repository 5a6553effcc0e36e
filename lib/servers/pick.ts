import { AppError } from '@/lib/core/errors';
import type { Scope } from '@/lib/core/scope';
import { canSign, isSingleSession, SIGNING_SINCE } from '@/lib/waha/version';
import { type LoadedServer, type ServerRow, selectServer, selectServers } from './queries';

/** What a server whose owner named no capacity counts for when servers are compared; it takes more all the same. */
const USUAL_CAPACITY = 50;

/** How many numbers a server is known to hold; null where no end is known. */
export function holdsOf({
  capacity,
  version,
  tier,
}: Pick<ServerRow, 'capacity' | 'version' | 'tier'>): number | null {
  return version !== null && isSingleSession(tier, version) ? 1 : capacity;
}

/** Places left on a server, never below 0; null where no end is known. Sessions that are not ours take places too. */
export function freeOn({ server, all }: LoadedServer): number | null {
  const holds = holdsOf(server);
  return holds === null ? null : Math.max(0, holds - all - server.otherSessions);
}

/**
 * Where a new number goes: to the server with this id, else to the one with most room of those that answered last, else
 * of all. Throws `not_found`, or `conflict` where there is none, where it is full, or where it can't sign.
 */
export async function pickServer(scope: Scope, serverId: string | undefined): Promise<ServerRow> {
  if (serverId) {
    const chosen = await selectServer(scope, serverId);
    if (!chosen) throw new AppError('not_found');
    return requireUsable(chosen);
  }
  const servers = await selectServers(scope);
  const [first] = servers;
  if (!first) throw new AppError('conflict', { detail: 'noServer' });
  const open = servers.filter((loaded) => signs(loaded.server) && freeOn(loaded) !== 0);
  const answering = open.filter(({ server }) => server.lastError === null);
  const best = roomiest(answering.length > 0 ? answering : open);
  if (best) return best.server;
  if (servers.length > 1) throw new AppError('conflict', { detail: 'serversFull' });
  return requireUsable(first);
}

/** The first of those with most room: they come oldest first. */
const roomiest = (servers: LoadedServer[]): LoadedServer | undefined =>
  servers.reduce<LoadedServer | undefined>(
    (best, next) => (best && roomOn(best) >= roomOn(next) ? best : next),
    undefined,
  );

const roomOn = ({ server, all }: LoadedServer): number =>
  (holdsOf(server) ?? USUAL_CAPACITY) - all - server.otherSessions;

function requireUsable(loaded: LoadedServer): ServerRow {
  const { server } = loaded;
  requireSigning(server);
  if (freeOn(loaded) !== 0) return server;
  const holds = holdsOf(server) ?? 0;
  if (holds === 1) throw new AppError('conflict', { detail: 'serverFull' });
  throw new AppError('conflict', { detail: 'serverAtCapacity', params: { capacity: holds } });
}

/** One whose version is not known yet passes: the job that first asks it says so on the number. */
const signs = ({ version, tier }: Pick<ServerRow, 'version' | 'tier'>): boolean =>
  version === null || canSign(tier, version);

/**
 * Throws `conflict` for a server that is known not to sign what it sends: anybody could speak in its name. Asked before
 * a server is registered and before a number is put on it.
 */
export function requireSigning(server: Pick<ServerRow, 'version' | 'tier'>): void {
  if (signs(server)) return;
  throw new AppError('conflict', {
    detail: 'serverUnsigned',
    params: { version: server.version ?? '', lowest: SIGNING_SINCE },
  });
}
