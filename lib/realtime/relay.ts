import { sql } from 'drizzle-orm';
import { database, type Executor } from '@/db/client';
import { setAfterCommit } from '@/lib/core/commits';
import { newId } from '@/lib/core/ids';
import { log } from '@/lib/core/log';
import { textArray } from '@/lib/core/sql';
import { CHANNEL } from './channel';
import { closeRedis, publishToRedis } from './redis';

/** Most hints that are told at once. */
const BATCH = 500;
/** Looks for what a killed process left, or what could not be told while Redis was away. */
const SWEEP_MS = 1_000;

const shared = globalThis as typeof globalThis & {
  __recadoRelay?: Promise<void>;
  __recadoRelayAgain?: boolean;
};

/** Keeps hints in the caller's transaction: told to Redis once it has committed, and by whoever still lives then. */
export async function keepHints(db: Executor, organizationId: string, hints: string[]): Promise<void> {
  await db.execute(sql`
    insert into change_hints (organization_id, id, payload)
    select ${organizationId}::uuid, id::uuid, payload
    from unnest(${textArray(hints.map(() => newId()))}, ${textArray(hints)}) as hint(id, payload)`);
  if (db === database()) void relayHints();
}

/** Tells Redis what is committed and untold. One at a time per process; whoever comes meanwhile has it look once more. */
export function relayHints(): Promise<void> {
  shared.__recadoRelayAgain = true;
  shared.__recadoRelay ??= relayAll().finally(() => {
    shared.__recadoRelay = undefined;
  });
  return shared.__recadoRelay;
}

type Relay = { stop: () => Promise<void> };

/** Tells after every commit of this thread. `stop` tells what is there and ends. */
export function relayAfterCommits(): Relay {
  setAfterCommit(() => void relayHints());
  return {
    stop: async () => {
      await relayHints();
      closeRedis();
    },
  };
}

/** The same, and once a second what was left. */
export function startRelay(): Relay {
  const relay = relayAfterCommits();
  const timer = setInterval(() => void relayHints(), SWEEP_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return relay.stop();
    },
  };
}

async function relayAll(): Promise<void> {
  try {
    while (shared.__recadoRelayAgain) {
      shared.__recadoRelayAgain = false;
      while ((await relayBatch()) === BATCH);
    }
  } catch (error) {
    log().debug({ err: error }, 'Hints could not be told to Redis yet');
  }
}

/**
 * Claims, tells, deletes, in this order and never in one transaction: one that is killed in between has told or left
 * the hint, which is told again after 2 s. A hint that comes twice shows the same thing twice.
 */
async function relayBatch(): Promise<number> {
  const rows = await database().execute<{ id: string; payload: string }>(sql`
    update change_hints set claimed_at = now() where id in (
      select id from change_hints where claimed_at is null or claimed_at < now() - interval '2 seconds'
      order by id limit ${BATCH} for update skip locked)
    returning id, payload`);
  if (rows.length === 0) return 0;
  const inOrder = [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  await publishToRedis(
    CHANNEL,
    inOrder.map(({ payload }) => payload),
  );
  await database().execute(
    sql`delete from change_hints where id = any(${textArray(rows.map(({ id }) => id))}::uuid[])`,
  );
  return rows.length;
}
