import { inTransaction, type Scope } from '@/lib/core/scope';
import type { Reader } from './fill';
import {
  deleteRun,
  ensureHistory,
  type HistoryRow,
  insertGapRun,
  type RunRow,
  updateHistory,
  updateRun,
} from './queries';

/** Between two comparisons that nobody asked for. */
export const EVERY_MS = 3 * 60_000;
/** Messages come late to WAHA too, and not in order: each comparison looks back behind what is known to be complete. */
const OVERLAP_MS = 10 * 60_000;
/** Receipts, edits and reactions of older messages may have been lost: now and then a whole day is compared. */
const DEEP_MS = 24 * 3_600_000;
const DEEP_EVERY_MS = 6 * 3_600_000;
/** So long after WORKING WhatsApp still hands WAHA what the phone has: until then nothing counts as complete. */
const SYNC_MS = 10 * 60_000;
/** What is this young may still be on its way to us: nothing is missing yet. */
const FRESH_MS = 20_000;
/** Our clock and WhatsApp's differ. */
const SKEW_MS = 3_600_000;

/** A new comparison, where one is due. */
export async function startGap(scope: Scope, reader: Reader): Promise<RunRow | undefined> {
  const now = new Date();
  const history = await ensureHistory(scope, reader.instanceId, reader.connectedAt ?? now);
  const isDue = !history.filledAt || now.getTime() - history.filledAt.getTime() > EVERY_MS;
  if (!history.wantedAt && !isDue) return undefined;
  // When somebody asked for it even what is on its way is brought in: a message that comes twice is one.
  const until = new Date(now.getTime() + (history.wantedAt ? SKEW_MS : -FRESH_MS));
  const since = new Date(Math.min(startOf(history, now).getTime(), until.getTime()));
  return insertGapRun(scope, reader.instanceId, { since, until });
}

/** Never from before the number was linked: that is no gap. */
function startOf({ linkedAt, completeUntil, deepAt }: HistoryRow, now: Date): Date {
  const isDeep = !deepAt || now.getTime() - deepAt.getTime() > DEEP_EVERY_MS;
  const overlap = (completeUntil ?? linkedAt).getTime() - OVERLAP_MS;
  const back = isDeep ? Math.min(overlap, now.getTime() - DEEP_MS) : overlap;
  return new Date(Math.max(linkedAt.getTime(), back));
}

/**
 * What was read to the end is complete up to its newest message: by WhatsApp's time, so that no clock of ours counts.
 * A run that found nothing is not kept. A wish that came while it ran stays.
 */
export async function finishGap(
  scope: Scope,
  { instanceId, connectedAt }: Reader,
  run: RunRow,
): Promise<void> {
  await inTransaction(scope, async (inside) => {
    const history = await ensureHistory(inside, instanceId, run.startedAt);
    const isSettled = connectedAt !== null && run.startedAt.getTime() - connectedAt.getTime() > SYNC_MS;
    const isDeep = run.since <= history.linkedAt || run.startedAt.getTime() - run.since.getTime() >= DEEP_MS;
    await updateHistory(inside, instanceId, {
      error: null,
      filledAt: run.startedAt,
      ...(isSettled ? { completeUntil: completeAfter(history, run) } : {}),
      ...(isDeep ? { deepAt: run.startedAt } : {}),
      ...(history.wantedAt && history.wantedAt > run.startedAt ? {} : { wantedAt: null }),
    });
    if (run.recovered === 0) await deleteRun(inside, run);
    else await updateRun(inside, run, { state: 'done', finishedAt: new Date(), progress: 1 });
  });
}

function completeAfter({ completeUntil, linkedAt }: HistoryRow, { newestAt, startedAt }: RunRow): Date {
  const known = (completeUntil ?? linkedAt).getTime();
  // A message that claims to be from tomorrow must not hide today's.
  const newest = Math.min(newestAt?.getTime() ?? known, startedAt.getTime() + 10 * 60_000);
  return new Date(Math.max(known, newest));
}
