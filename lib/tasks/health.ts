import { pingDatabase } from '@/db/client';
import type { Scope } from '@/lib/core/scope';
import { authenticate } from '@/lib/handlers/authenticate';
import { jsonResponse, respond } from '@/lib/handlers/respond';
import { within } from './bounded';
import { checkDisk, checkStream, checkWaha, checkWorker } from './health-checks';
import type { Check, HealthView } from './schema';

/** What is asked answers within this, or counts as down: whoever asks gets to know it all the same. */
const PART_MS = 4_000;

/**
 * 200 while messages can be received, 503 when they can't (database). `degraded`: something else is broken, and
 * `checks` names it. What is behind it is told only to whoever has credentials, with the organization's WAHA servers and
 * numbers; without them only the installation's own parts count.
 */
export const healthResponse = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const view = await readHealth(() => callerScope(request));
    return jsonResponse(view, view.status === 'down' ? 503 : 200);
  });

/** Every part asked now; `findScope` tells whose servers and numbers belong to it, if anybody's. */
export async function readHealth(findScope: () => Promise<Scope | undefined>): Promise<HealthView> {
  const parts = await checkParts();
  if (parts.database === 'down') return { status: 'down' };
  const scope = await findScope();
  const waha = scope && (await within(PART_MS, checkWaha(scope), undefined));
  const isWell =
    Object.values(parts).every((check) => check === 'ok') &&
    !waha?.servers.some(({ status, stream }) => status === 'down' || stream === 'waiting') &&
    !waha?.waha.some(({ state }) => state === 'down');
  const status = isWell ? 'ok' : 'degraded';
  return scope ? { status, checks: { ...parts, ...(waha ?? { servers: [], waha: [] }) } } : { status };
}

type Parts = { database: Check; worker: Check; stream: Check; disk: Check };

async function checkParts(): Promise<Parts> {
  const soon = (check: Promise<Check>) => within(PART_MS, check, 'down');
  const database = await soon(pingDatabase().then((answers) => (answers ? 'ok' : 'down')));
  if (database === 'down') return { database, worker: 'down', stream: 'down', disk: 'ok' };
  const [worker, stream, disk] = await Promise.all([
    soon(checkWorker()),
    soon(checkStream()),
    soon(checkDisk()),
  ]);
  return { database, worker, stream, disk };
}

async function callerScope(request: Request): Promise<Scope | undefined> {
  try {
    return (await authenticate(request, { isLimited: false })).scope;
  } catch {
    return undefined;
  }
}
