import { Batcher } from '@/lib/core/batcher';
import { isDatabaseAway, isRetryable } from '@/lib/core/database-errors';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { inTransaction, type Scope, systemScope } from '@/lib/core/scope';
import { equalsInConstantTime, hmacSha512 } from '@/lib/core/secrets';
import { together } from '@/lib/core/together';
import { env } from '@/lib/env';
import { findWebhookTarget, type WebhookTarget } from '@/lib/instances/events';
import { InstancesBusy, lockInstance, lockInstances } from '@/lib/instances/lock';
import type { Happening } from '@/lib/waha/happenings';
import { readEnvelope, readEvent } from '@/lib/waha/read-event';
import { cleanText } from '@/lib/waha/text';
import { type Applicable, applyAll, applyTogether, lookAhead } from './apply';
import { passPresence } from './presence';
import { findKept, freshOf, insertJournal, type JournalRow, markFailed } from './queries';
import { countRefused } from './refused';

/** One webhook as it came in. */
export type Delivery = {
  sessionName: string;
  body: Buffer;
  signature: string | null;
  requestId: string | null;
};

export type Receipt = { received: true; duplicate?: true };

const ATTEMPTS = 3;
/** The part of the pool's connections that may be held by batches that only wait for the one before them. */
const WAITING_SHARE = 1 / 4;

type Entry = { row: JournalRow; happening: Happening };

const shared = globalThis as typeof globalThis & { __recadoIngest?: Batcher<Entry, Outcome> };
// On globalThis: Next bundles its route and the streams apart, and both must fill the same batches. The listener has a thread, and
// batches, of its own: the instance's lock keeps those apart as it does those of two processes.
const batcher = () => {
  shared.__recadoIngest ??= new Batcher(
    store,
    env().WEBHOOK_BATCH,
    Math.floor(env().DATABASE_POOL_SIZE * WAITING_SHARE),
  );
  return shared.__recadoIngest;
};

/**
 * Takes a webhook: checks the signature over the raw bytes, then journals and applies it in one transaction with what
 * arrived meanwhile. Resolves only after the commit. Throws `not_found` (unknown session), `unauthenticated`
 * (signature), `malformed` (not JSON), `unavailable` (database away: WAHA sends it again).
 */
export async function ingest(delivery: Delivery): Promise<Receipt> {
  const target = await findWebhookTarget(delivery.sessionName);
  if (!target) throw new AppError('not_found');
  const expected = hmacSha512(target.secret, delivery.body);
  if (!delivery.signature || !equalsInConstantTime(expected, delivery.signature.toLowerCase())) {
    await countRefused(target);
    throw new AppError('unauthenticated', { detail: 'signature' });
  }
  const entry = toEntry(delivery, new Date());
  if (entry.happening.kind === 'presence') {
    const isNew = await passPresence(target, entry.row, entry.happening);
    return isNew ? { received: true } : { received: true, duplicate: true };
  }
  const result = await batcher().add(`${target.organizationId}/${target.instanceId}`, entry);
  if (result === 'gone') throw new AppError('not_found');
  return result;
}

/**
 * Takes what a number's server told over its stream, in this order: that we opened, with our key, so nothing is signed.
 * Resolves after the commit. What is no JSON is left out; a number that is gone tells nothing.
 */
export async function ingestStreamed(told: { target: WebhookTarget; body: Buffer }[]): Promise<void> {
  const receivedAt = new Date();
  const adding = told.flatMap(({ target, body }) => {
    const entry = toStreamedEntry(body, receivedAt);
    if (entry?.happening.kind === 'presence') {
      // The messages that came with it don't wait for it.
      void passPresence(target, entry.row, entry.happening);
      return [];
    }
    return entry ? [batcher().add(`${target.organizationId}/${target.instanceId}`, entry)] : [];
  });
  await Promise.all(adding);
}

function toStreamedEntry(body: Buffer, receivedAt: Date): Entry | undefined {
  try {
    return toEntry({ body, requestId: null }, receivedAt);
  } catch (error) {
    if (error instanceof AppError && error.code === 'malformed') return undefined;
    throw error;
  }
}

function toEntry({ body, requestId }: Pick<Delivery, 'body' | 'requestId'>, receivedAt: Date): Entry {
  const envelope = readEnvelope(parse(body));
  const happening: Happening = envelope ? readEvent(envelope, receivedAt) : { kind: 'unknown' };
  const row: JournalRow = {
    id: newId(),
    requestId: idOf(requestId),
    event: cleanText(envelope?.event)?.slice(0, 100) ?? '?',
    eventId: idOf(cleanText(envelope?.id)),
    body,
    state: happening.kind === 'unknown' ? 'unknown' : 'applied',
  };
  return { row, happening };
}

/** Cut to fit, two ids could be one and an event be lost as the twin of another: a longer one counts as none. */
const idOf = (id: string | null | undefined) => (id && id.length <= 200 ? id : null);

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new AppError('malformed', { cause });
  }
}

type Outcome = Receipt | 'gone';
/** A batch of one instance; repeated as a whole after a deadlock, and with savepoints when an event can't be applied. */
async function store(key: string, entries: Entry[], handOver: () => void): Promise<Outcome[]> {
  const [organizationId = '', instanceId = ''] = key.split('/');
  let isCareful = false;
  let others: string[] = [];
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(systemScope(organizationId), async (scope) => {
        if (others.length > 0) await lockInstances(scope, others);
        const batch = { instanceId, entries, handOver };
        return isCareful ? storeCarefully(scope, batch) : storeTogether(scope, batch);
      });
    } catch (error) {
      if (error instanceof InstancesBusy) others = [instanceId, ...error.instanceIds];
      if (error instanceof InstanceGone) return entries.map(() => 'gone');
      if (attempt >= ATTEMPTS || isDatabaseAway(error)) throw error;
      if (!isRetryable(error) && !(error instanceof InstancesBusy)) isCareful = true;
    }
  }
}

/** Rolls back what was journaled for an instance that was deleted meanwhile. */
class InstanceGone extends Error {}

type Batch = { instanceId: string; entries: Entry[]; handOver: () => void };

/**
 * The usual case. Which deliveries are twins was looked up, so what the others tell is worked out and sent while Postgres still
 * writes the journal.
 */
async function storeTogether(scope: Scope, batch: Batch): Promise<Outcome[]> {
  const { journaled, fresh, ahead } = await begin(scope, batch);
  const items = applicable(batch.entries).filter(({ id }) => fresh.has(id));
  const [kept] = await together([journaled, applyTogether(scope, batch.instanceId, items, ahead)]);
  if (batch.entries.some(({ row: { id } }) => kept.has(id) !== fresh.has(id))) throw new TwinsDiffer();
  return receipts(batch.entries, kept);
}

/** When something in the batch can't be applied: what the journal took as new goes in savepoints. */
async function storeCarefully(scope: Scope, batch: Batch): Promise<Outcome[]> {
  const { journaled } = await begin(scope, batch);
  const kept = await journaled;
  const items = applicable(batch.entries).filter(({ id }) => kept.has(id));
  for (const [id, fault] of await applyAll(scope, batch.instanceId, items))
    await markFailed(scope, [id], fault);
  return receipts(batch.entries, kept);
}

/** The journal, which has the last word, took other deliveries as new than were looked up: its word counts. */
class TwinsDiffer extends Error {}

/** Sent together, carried out in turn: all but the first have to wait for the lock anyway. */
async function begin(scope: Scope, { instanceId, entries, handOver }: Batch) {
  const rows = entries.map(({ row }) => row);
  const happenings = entries.map(({ happening }) => happening);
  const opening = together([
    lockInstance(scope, instanceId),
    findKept(scope, instanceId, rows),
    lookAhead(scope, instanceId, happenings),
  ]);
  const journaled = insertJournal(scope, instanceId, rows);
  journaled.catch(() => {});
  try {
    const [isLive, kept, ahead] = await opening;
    if (!isLive) throw new InstanceGone();
    // The next batch waits in Postgres for the lock, ahead of time: it goes on while this one's answers are still sent.
    handOver();
    return { journaled, fresh: freshOf(rows, kept), ahead };
  } catch (error) {
    // Whatever was sent is answered before the transaction ends.
    await Promise.allSettled([journaled]);
    throw error;
  }
}

const applicable = (entries: Entry[]): Applicable[] =>
  entries.flatMap(({ row, happening }) => (happening.kind === 'unknown' ? [] : [{ id: row.id, happening }]));

const receipts = (entries: Entry[], kept: Set<string>): Receipt[] =>
  entries.map(({ row }) => (kept.has(row.id) ? { received: true } : { received: true, duplicate: true }));
