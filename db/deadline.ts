import type { PendingQuery, Row, Sql, TransactionSql } from 'postgres';

/** Longer than any statement of ours takes; after this the answer will not come. */
const DEADLINE_MS = 60_000;
const SWEEP_MS = 1_000;

type Client = Sql | TransactionSql;
type Work = (client: TransactionSql) => unknown;
type Query = PendingQuery<Row[]> & {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
  /** The connection it was handed to. */
  state: unknown;
  executed: boolean;
};
type Wait = { until: number; giveUp: () => void };
/** A transaction whose connection is gone, as far as we have heard. */
type Fate = { lost?: Error };

/** As Node says it of a connection: the server was not there. */
class NoAnswer extends Error {
  readonly code = 'ETIMEDOUT';
  constructor() {
    super('Postgres did not answer in time');
  }
}

const waits = new Set<Wait>();
let timer: NodeJS.Timeout | undefined;

/**
 * postgres.js 3.4.9 loses track of what waits when a connection closes at the wrong moment (porsager/postgres 1186,
 * 1193, 1195), and asks a server that has gone silent for ever: the promise never settles, and whoever awaits it holds
 * his place for good. With this every statement and transaction ends: as ETIMEDOUT, like a server that is away.
 *
 * A transaction whose connection closed sends nothing any more. The driver would: its rollback, and what its work still
 * asks for, would go to whoever has the connection next, and each answer after that to the statement before.
 */
export function withDeadline<C extends Client>(client: C, deadlineMs = DEADLINE_MS, fate?: Fate): C {
  const { unsafe } = client;
  const own: Record<string, unknown> = {
    unsafe: (...given: Parameters<typeof unsafe>) => watch(unsafe(...given) as Query, deadlineMs, fate),
  };
  for (const name of ['begin', 'savepoint']) {
    const open = (client as unknown as Record<string, unknown>)[name];
    if (typeof open !== 'function') continue;
    own[name] = (...given: unknown[]) =>
      opened((work) => open(...given.slice(0, -1), work), given.at(-1) as Work, deadlineMs, fate);
  }
  return Object.assign(client, own);
}

function watch(query: Query, deadlineMs: number, fate?: Fate): Query {
  const { resolve, reject } = query;
  if (fate?.lost) {
    // As if it had been sent: it never is.
    query.executed = true;
    reject(fate.lost);
    return query;
  }
  const end = wait(deadlineMs, () => {
    reject(new NoAnswer());
    // What has not left yet must not leave later. For the rest a cancel would need the server.
    if (!query.state) query.cancel();
  });
  query.resolve = (value) => {
    end();
    resolve(value);
  };
  query.reject = (error) => {
    end();
    if (fate && isLoss(error)) fate.lost ??= error;
    reject(error);
  };
  return query;
}

const LOSSES = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
]);

/** The connection is gone, or Postgres is about to close it. */
const isLoss = (error: Error & { code?: string; severity?: string }): boolean =>
  !(error instanceof NoAnswer) &&
  (LOSSES.has(error.code ?? '') || /^(FATAL|PANIC)$/.test(error.severity ?? ''));

/** The transaction's own statements are not ours to watch: it must begin in time, and end in time. */
async function opened(
  open: (work: Work) => Promise<unknown>,
  work: Work,
  deadlineMs: number,
  outer?: Fate,
): Promise<unknown> {
  const fate = outer ?? {};
  let isOver = false;
  let fail: (error: unknown) => void = () => {};
  const lost = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const giveUp = () => {
    isOver = true;
    fail(new NoAnswer());
  };
  let end = wait(deadlineMs, giveUp);
  const inside: Work = async (client) => {
    end();
    if (isOver) throw new NoAnswer();
    try {
      const value = await work(withDeadline(client, deadlineMs, fate));
      if (!fate.lost) return value;
    } catch (error) {
      if (!fate.lost) throw error;
    } finally {
      // What is left is the commit or the rollback.
      end = wait(deadlineMs, giveUp);
    }
    fail(fate.lost);
    // Whatever is answered here the driver would send another statement for.
    return new Promise(() => {});
  };
  const note = (error: Error) => {
    if (isLoss(error)) fate.lost ??= error;
    throw error;
  };
  try {
    return await Promise.race([open(inside).catch(note), lost]);
  } finally {
    end();
  }
}

function wait(ms: number, giveUp: () => void): () => void {
  const entry = { until: Date.now() + ms, giveUp };
  waits.add(entry);
  timer ??= setInterval(sweep, Math.min(SWEEP_MS, ms)).unref();
  return () => void waits.delete(entry);
}

function sweep(): void {
  const now = Date.now();
  for (const entry of waits) {
    if (entry.until > now) continue;
    waits.delete(entry);
    entry.giveUp();
  }
  if (waits.size > 0) return;
  clearInterval(timer);
  timer = undefined;
}
