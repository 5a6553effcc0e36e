import { sql } from 'drizzle-orm';
import { database, pingDatabase } from '@/db/client';
import type { Scope } from '@/lib/core/scope';
import { env } from '@/lib/env';
import { authenticate } from '@/lib/handlers/authenticate';
import { jsonResponse, respond } from '@/lib/handlers/respond';
import { listInstances } from '@/lib/instances/service';
import { SCHEDULER } from './cron';

type Check = 'ok' | 'down';

/**
 * 200 while messages can be received, 503 when they can't (database). `degraded`: no job runner has been heard of for
 * 30 s, so nothing leaves. What is behind it is told only to whoever has credentials.
 */
export const healthResponse = (request: Request): Promise<Response> =>
  respond(request, async () => {
    const databaseCheck: Check = (await pingDatabase()) ? 'ok' : 'down';
    const worker = databaseCheck === 'ok' ? await checkWorker() : 'down';
    const status = databaseCheck === 'down' ? 'down' : worker === 'down' ? 'degraded' : 'ok';
    const scope = databaseCheck === 'ok' ? await callerScope(request) : undefined;
    const checks = { database: databaseCheck, worker, waha: scope ? await describeNumbers(scope) : [] };
    return jsonResponse(scope ? { status, checks } : { status }, status === 'down' ? 503 : 200);
  });

/** A job runner was heard of within 30 s; in serverless the scheduler came within 150. */
async function checkWorker(): Promise<Check> {
  const isServerless = env().RUNTIME === 'serverless';
  const rows = await database().execute(sql`
    select 1 from worker_heartbeats
    where beat_at > now() - make_interval(secs => ${isServerless ? 150 : 30})
      and (process_id = ${SCHEDULER}) = ${isServerless} limit 1`);
  return rows.length > 0 ? 'ok' : 'down';
}

async function callerScope(request: Request): Promise<Scope | undefined> {
  try {
    return (await authenticate(request, { isLimited: false })).scope;
  } catch {
    return undefined;
  }
}

async function describeNumbers(scope: Scope) {
  const { data } = await listInstances(scope, { limit: 100 });
  return data.map(({ id, name, status, health }) => ({ id, name, status, lastError: health.lastError }));
}
