import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { AppError } from '@/lib/core/errors';
import { equalsInConstantTime, sha256 } from '@/lib/core/secrets';
import { env } from '@/lib/env';
import { jsonResponse, respond } from '@/lib/handlers/respond';
import { catchUpHistories } from '@/lib/history/due';
import { addJob } from '@/lib/jobs/add-job';
import { drainJobs } from '@/lib/jobs/drain';
import { tasksDue } from '@/lib/jobs/schedule';
import { relayHints } from '@/lib/realtime/relay';
import { taskHandlers } from './task-list';

/** Below the minute after which the next call comes, and below what `app/api/cron` may take. */
const CRON_BUDGET_MS = 50_000;
/** A request that wrote waits this long for what it set off; the rest is the next call's. */
const AFTER_WRITE_BUDGET_MS = 20_000;

/** So many missed calls are an outage: what came meanwhile may be lost, and is looked for in WAHA's histories. */
const AWAY_MS = 5 * 60_000;

/** The row of the heartbeats that says when the scheduler was here last. */
export const SCHEDULER = 'scheduler';

/**
 * What a scheduler calls every minute where nothing runs in the background: adds the tasks whose minute has come and
 * works off what is due. Throws `unauthenticated` without the secret.
 */
export const cronResponse = (request: Request): Promise<Response> =>
  respond(request, async () => {
    requireSecret(request.headers.get('authorization'));
    const { now, before } = await markCall();
    if (now.getTime() - before.getTime() > AWAY_MS) await catchUpHistories();
    for (const task of tasksDue(before, now)) await addJob(database(), task, {}, { key: `cron:${task}` });
    await drain(CRON_BUDGET_MS);
    return jsonResponse({ status: 'ok' });
  });

/** Serverless: what every door does after it has written. */
export const drainAfterWrite = (): Promise<void> => drain(AFTER_WRITE_BUDGET_MS);

async function drain(budgetMs: number): Promise<void> {
  if (env().REDIS_URL) await relayHints();
  await drainJobs(taskHandlers, budgetMs);
  if (env().REDIS_URL) await relayHints();
}

function requireSecret(authorization: string | null): void {
  const secret = env().CRON_SECRET;
  if (!secret || !authorization || !equalsInConstantTime(sha256(`Bearer ${secret}`), sha256(authorization)))
    throw new AppError('unauthenticated');
}

/** When the scheduler came last, and now, on the database's clock. Two calls at once never take the same minute for theirs. */
async function markCall(): Promise<{ now: Date; before: Date }> {
  const [row] = await database().execute<{ now: string; before: string }>(sql`
    update worker_heartbeats h set beat_at = clock_timestamp()
    from (select beat_at from worker_heartbeats where process_id = ${SCHEDULER} for update) before
    where h.process_id = ${SCHEDULER} returning h.beat_at as now, before.beat_at as before`);
  if (row) return { now: new Date(row.now), before: new Date(row.before) };
  await database().execute(sql`
    insert into worker_heartbeats (process_id, worker_ids, beat_at) values (${SCHEDULER}, '{}', clock_timestamp())
    on conflict do nothing`);
  return { now: new Date(), before: new Date(0) };
}
