import { pingDatabase } from '@/db/client';
import type { Scope } from '@/lib/core/scope';
import { authenticate } from '@/lib/handlers/authenticate';
import { jsonResponse, respond } from '@/lib/handlers/respond';
import { type Check, checkDisk, checkStream, checkWaha, checkWorker } from './health-checks';

/**
 * 200 while messages can be received, 503 when they can't (database). `degraded`: something else of the installation is
 * broken, and `checks` names it. What is behind it is told only to whoever has credentials, with the organization's
 * WAHA servers and numbers.
 */
export const healthResponse = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const parts = await checkParts();
    const status = statusOf(parts);
    const scope = parts.database === 'ok' ? await callerScope(request) : undefined;
    const body = scope ? { status, checks: { ...parts, ...(await checkWaha(scope)) } } : { status };
    return jsonResponse(body, status === 'down' ? 503 : 200);
  });

type Parts = { database: Check; worker: Check; stream: Check; disk: Check };

async function checkParts(): Promise<Parts> {
  const database: Check = (await pingDatabase()) ? 'ok' : 'down';
  const [worker, stream, disk] = await Promise.all([
    database === 'ok' ? checkWorker() : ('down' as const),
    checkStream(),
    checkDisk(),
  ]);
  return { database, worker, stream, disk };
}

const statusOf = (parts: Parts): 'ok' | 'degraded' | 'down' => {
  if (parts.database === 'down') return 'down';
  return Object.values(parts).every((check) => check === 'ok') ? 'ok' : 'degraded';
};

async function callerScope(request: Request): Promise<Scope | undefined> {
  try {
    return (await authenticate(request, { isLimited: false })).scope;
  } catch {
    return undefined;
  }
}
