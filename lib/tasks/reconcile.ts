import { database } from '@/db/client';
import { dueAskers, wakeAsking } from '@/lib/conversations/ask-addresses';
import { endSnoozes } from '@/lib/conversations/snoozes';
import { log } from '@/lib/core/log';
import { systemScope } from '@/lib/core/scope';
import { env } from '@/lib/env';
import { dueHistories } from '@/lib/history/due';
import { allInstances } from '@/lib/instances/asking';
import { wakeHistory } from '@/lib/instances/history';
import { endRestrictions } from '@/lib/instances/restriction';
import { lookAfter } from '@/lib/instances/service';
import { addJob } from '@/lib/jobs/add-job';
import { dueOutboxes } from '@/lib/messages/due';
import { wakeOutbox } from '@/lib/messages/send';
import { forgottenReplays, wakeReplay } from '@/lib/monitoring/events';

/** Seconds: cron knows only minutes. Serverless once: a call of the scheduler would last until the last of them. */
const watchAt = () => (env().RUNTIME === 'serverless' ? [0] : [0, 20, 40]);

/** So many looks at numbers begin in a second, where all of them fit into the minute so: never all in one moment. */
const LOOKS_A_SECOND = 10;
const LOOKS_WITHIN_S = 50;

function lookAt(place: number, total: number): Date | undefined {
  const inASecond = Math.max(LOOKS_A_SECOND, Math.ceil(total / LOOKS_WITHIN_S));
  const seconds = env().RUNTIME === 'serverless' ? 0 : Math.floor(place / inASecond);
  return seconds === 0 ? undefined : new Date(Date.now() + seconds * 1000);
}

/**
 * Every minute: asks for each number whether WAHA still has its session, config and status as we believe, and wakes
 * outboxes with messages that are due, conversations that were snoozed until now, histories that are to be compared, and
 * questions about hidden ids, and replays that no job would come to. What no event tells is found here. One part that
 * fails keeps none of the others from being done; its fault is thrown at the end.
 */
export async function reconcile(): Promise<void> {
  const faults: unknown[] = [];
  for (const part of [
    endRestrictions,
    endSnoozes,
    lookAfterNumbers,
    wakeHistories,
    wakeAskers,
    watch,
    wakeOutboxes,
    wakeReplays,
  ])
    await part().catch((fault: unknown) => faults.push(fault));
  if (faults.length > 0) throw faults[0];
}

async function lookAfterNumbers(): Promise<void> {
  const numbers = await allInstances();
  for (const [place, { organizationId, id }] of numbers.entries())
    await lookAfter(systemScope(organizationId), id, lookAt(place, numbers.length));
}

async function wakeHistories(): Promise<void> {
  for (const { organizationId, instanceId } of await dueHistories())
    await wakeHistory(systemScope(organizationId), instanceId);
}

async function wakeAskers(): Promise<void> {
  for (const { organizationId, instanceId } of await dueAskers())
    await wakeAsking(systemScope(organizationId), instanceId);
}

async function watch(): Promise<void> {
  await addJob(database(), 'check_servers', {}, { key: 'check-servers', maxAttempts: 1 });
  for (const seconds of watchAt()) {
    const runAt = new Date(Date.now() + seconds * 1000);
    await addJob(database(), 'watch_numbers', {}, { key: `watch:${seconds}`, runAt, maxAttempts: 1 });
  }
}

async function wakeOutboxes(): Promise<void> {
  const due = await dueOutboxes();
  for (const { organizationId, instanceId } of due) await wakeOutbox(systemScope(organizationId), instanceId);
  if (due.length > 0) log().debug({ outboxes: due.length }, 'Woke outboxes with due messages');
}

async function wakeReplays(): Promise<void> {
  for (const { organizationId } of await forgottenReplays({ db: database() }))
    await wakeReplay(systemScope(organizationId));
}
