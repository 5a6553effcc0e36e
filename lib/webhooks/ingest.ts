import { isRetryable } from '@/lib/core/database-errors';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { inTransaction, type Scope, systemScope } from '@/lib/core/scope';
import { equalsInConstantTime, hmacSha512 } from '@/lib/core/secrets';
import { env } from '@/lib/env';
import { findWebhookTarget } from '@/lib/instances/events';
import { lockInstance } from '@/lib/instances/lock';
import type { Happening } from '@/lib/waha/happenings';
import { readEnvelope, readEvent } from '@/lib/waha/read-event';
import { cleanText } from '@/lib/waha/text';
import { applyAll } from './apply';
import { Batcher } from './batcher';
import { insertJournal, type JournalRow, markFailed } from './queries';

/** One webhook as it came in. */
export type Delivery = {
  sessionName: string;
  body: Buffer;
  signature: string | null;
  requestId: string | null;
};

export type Receipt = { received: true; duplicate?: true };

const ATTEMPTS = 3;

type Entry = { row: JournalRow; happening: Happening };

const shared = globalThis as typeof globalThis & { __recadoIngest?: Batcher<Entry, Receipt | 'gone'> };
// On globalThis: Next bundles its route and the listener apart, and both must fill the same batches.
const batcher = () => {
  shared.__recadoIngest ??= new Batcher(store, env().WEBHOOK_BATCH);
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
    throw new AppError('unauthenticated', { detail: 'signature' });
  }
  const entry = toEntry(delivery, new Date());
  const result = await batcher().add(`${target.organizationId}/${target.instanceId}`, entry);
  if (result === 'gone') throw new AppError('not_found');
  return result;
}

function toEntry({ body, requestId }: Delivery, receivedAt: Date): Entry {
  const envelope = readEnvelope(parse(body));
  const happening: Happening = envelope ? readEvent(envelope, receivedAt) : { kind: 'unknown' };
  const row: JournalRow = {
    id: newId(),
    requestId: requestId ? requestId.slice(0, 200) : null,
    event: cleanText(envelope?.event)?.slice(0, 100) ?? '?',
    eventId: cleanText(envelope?.id)?.slice(0, 200) ?? null,
    body,
    state: happening.kind === 'unknown' ? 'unknown' : 'applied',
  };
  return { row, happening };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new AppError('malformed', { cause });
  }
}

/** A batch of one instance; repeated as a whole after a deadlock. */
async function store(key: string, entries: Entry[]): Promise<(Receipt | 'gone')[]> {
  const [organizationId = '', instanceId = ''] = key.split('/');
  const scope = systemScope(organizationId);
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(scope, (inside) => storeOnce(inside, instanceId, entries));
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
    }
  }
}

async function storeOnce(scope: Scope, instanceId: string, entries: Entry[]): Promise<(Receipt | 'gone')[]> {
  if (!(await lockInstance(scope, instanceId))) return entries.map(() => 'gone' as const);
  const fresh = await insertJournal(
    scope,
    instanceId,
    entries.map(({ row }) => row),
  );
  const items = entries
    .filter(({ row }) => fresh.has(row.id))
    .map(({ row, happening }) => ({ id: row.id, happening }))
    .filter(({ happening }) => happening.kind !== 'unknown');
  for (const [id, fault] of await applyAll(scope, instanceId, items)) await markFailed(scope, [id], fault);
  return entries.map(({ row }) =>
    fresh.has(row.id) ? { received: true } : { received: true, duplicate: true },
  );
}
