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
import type { Surroundings } from '@/lib/messages/receive';
import type { Happening } from '@/lib/waha/happenings';
import { readEnvelope, readEvent } from '@/lib/waha/read-event';
import { cleanText } from '@/lib/waha/text';
import { type Applicable, applyAll, applyTogether, lookAhead } from './apply';
import { passPresence } from './presence';
import { insertJournal, type JournalRow, markFailed } from './queries';
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
// On globalThis: Next bundles its route and the listener apart, and both must fill the same batches.
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
type Apply = (
  scope: Scope,
  instanceId: string,
  items: Applicable[],
  ahead: Surroundings,
) => Promise<Map<string, string>>;

/** A batch of one instance; repeated as a whole after a deadlock, and with savepoints when an event can't be applied. */
async function store(key: string, entries: Entry[], handOver: () => void): Promise<Outcome[]> {
  const [organizationId = '', instanceId = ''] = key.split('/');
  let apply: Apply = async (...batch) => {
    await applyTogether(...batch);
    return new Map();
  };
  let others: string[] = [];
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(systemScope(organizationId), async (scope) => {
        if (others.length > 0) await lockInstances(scope, others);
        return storeOnce(scope, instanceId, entries, apply, handOver);
      });
    } catch (error) {
      if (error instanceof InstancesBusy) others = [instanceId, ...error.instanceIds];
      if (error instanceof InstanceGone) return entries.map(() => 'gone');
      if (attempt >= ATTEMPTS || isDatabaseAway(error)) throw error;
      if (!isRetryable(error) && !(error instanceof InstancesBusy)) apply = applyAll;
    }
  }
}

/** Rolls back what was journaled for an instance that was deleted meanwhile. */
class InstanceGone extends Error {}

async function storeOnce(
  scope: Scope,
  instanceId: string,
  entries: Entry[],
  apply: Apply,
  handOver: () => void,
): Promise<Outcome[]> {
  const rows = entries.map(({ row }) => row);
  // Sent together, carried out in turn: all but the first have to wait for the lock anyway.
  const [isLive, ahead, fresh] = await together([
    lockInstance(scope, instanceId),
    lookAhead(
      scope,
      instanceId,
      entries.map(({ happening }) => happening),
    ),
    insertJournal(scope, instanceId, rows),
  ]);
  if (!isLive) throw new InstanceGone();
  // The next batch waits in Postgres for the lock, ahead of time: it goes on while this one's answers are still sent.
  handOver();
  const items = entries
    .filter(({ row, happening }) => fresh.has(row.id) && happening.kind !== 'unknown')
    .map(({ row, happening }) => ({ id: row.id, happening }));
  for (const [id, fault] of await apply(scope, instanceId, items, ahead))
    await markFailed(scope, [id], fault);
  return rows.map(({ id }) => (fresh.has(id) ? { received: true } : { received: true, duplicate: true }));
}
