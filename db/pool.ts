import pg from 'pg';
import { KEEP_ALIVE_MS } from './connection';
import { asLoss, ConnectionLost } from './loss';
import { openSocket } from './socket';
import { isReading, nameRepeated, type Statement } from './statements';

/** Longer than any statement of ours takes; after this the answer will not come. */
const DEADLINE_MS = 60_000;
/** A server that is away mostly refuses at once; one that is busy takes its time. */
const CONNECT_MS = 10_000;

type PoolOptions = {
  /** Connections at the same time. */
  max: number;
  /** After this long a connection that nobody uses is closed; 0 keeps it. */
  idleSeconds: number;
  /** Whether statements that come again stay prepared: not behind a transaction pooler. */
  isPrepared: boolean;
  deadlineMs?: number;
};

/** The rows of an answer; Drizzle looks for them in `rows`. */
type Rows = unknown[] & { rows: unknown[] };
type Answer = pg.QueryResult | Rows;
type Values = unknown[] | undefined;
type Named = (statement: Statement, values: Values) => Statement;

/**
 * The connections of a process, as Drizzle's node-postgres driver wants them. What one turn of the program asks on one
 * connection leaves together, none waiting for another's answer.
 *
 * A connection is used until something is wrong with it and never opened again: one that was lost, that did not answer
 * by the deadline, or that comes back within a transaction or with doubtful prepared statements is closed. What was asked
 * of a lost one, and what still is, fails as {@link ConnectionLost}: nothing of it reaches another connection.
 *
 * A transaction begins with its first statement. One that only reads leaves together with the `begin`; everything else
 * leaves when that was answered: on a connection on which it failed it would be carried out on its own, and stay.
 *
 * `end` lets what was asked be answered, also what still waits for a connection, and refuses what comes.
 */
export function openPool(url: string, options: PoolOptions): pg.Pool {
  const { max, idleSeconds, isPrepared, deadlineMs = DEADLINE_MS } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max,
    idleTimeoutMillis: idleSeconds * 1_000,
    // How long one waits for a connection to be free; opening one has its own limit.
    connectionTimeoutMillis: deadlineMs,
    query_timeout: deadlineMs,
    application_name: 'recado',
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    pipeline: true,
    stream: openSocket,
    Client: Connection as never,
  });
  // Whoever asked something of a lost connection is told by his statement.
  pool.on('error', () => {}).on('connect', (client) => client.on('error', () => {}));
  const named = isPrepared ? nameRepeated() : (statement: Statement) => statement;
  return Object.assign(pool, lender(pool, named)) as unknown as pg.Pool;
}

function lender(pool: pg.Pool, named: Named) {
  const take = pool.connect.bind(pool);
  const endAtOnce = pool.end.bind(pool);
  const waiting = new Set<Promise<pg.PoolClient>>();
  let ended: Promise<void> | undefined;
  const connect = async () => {
    if (ended) throw new ConnectionLost(new Error('The pool has ended'));
    const client = take();
    waiting.add(client);
    try {
      return new Held(await client, named);
    } catch (error) {
      throw asLoss(error);
    } finally {
      waiting.delete(client);
    }
  };
  const query = async (statement: Statement, values?: Values) => {
    const held = await connect();
    try {
      return await held.query(statement, values);
    } finally {
      held.release();
    }
  };
  // pg-pool forgets who still waits for a connection: neither served nor told.
  const end = () => {
    ended ??= Promise.allSettled(waiting).then(() => endAtOnce());
    return ended;
  };
  return { connect, query, end };
}

class Connection extends pg.Client {
  constructor(options: pg.ClientConfig) {
    super({ ...options, connectionTimeoutMillis: CONNECT_MS });
  }
}

/** A connection while one caller has it. */
class Held {
  private lost: Error | undefined;
  private isSpoilt = false;
  /** What ends the transaction has left. */
  private hasEnded = false;
  private isReleased = false;
  /** A `begin` that has not left. */
  private wanted: Statement | undefined;
  /** The answer to a `begin`, as long as it has not come, or that it failed. */
  private beginning: Promise<void> | undefined;
  private isWaiting = false;

  constructor(
    private readonly client: pg.PoolClient,
    private readonly named: Named,
  ) {}

  async query(statement: Statement, values?: Values): Promise<Answer> {
    const { text } = statement;
    this.refuseLate(text);
    if (this.lost) throw this.lost;
    if (text.startsWith('begin')) {
      this.wanted = statement;
      return nothing();
    }
    const isEnd = text === 'commit' || text === 'rollback';
    if (isEnd && this.wanted) {
      this.hasEnded = true;
      return nothing();
    }
    try {
      const beginning = this.begin(statement);
      if (beginning) {
        await beginning;
        this.refuseLate(text);
      }
      this.hasEnded ||= isEnd;
      const answer = await this.client.query(this.named(statement, values), values);
      if (text === 'commit' && answer.command === 'ROLLBACK')
        throw new Error('A statement had failed: nothing was committed');
      return statement.rowMode ? answer : rowsOf(answer);
    } catch (error) {
      const fault = asLoss(error);
      if (fault instanceof ConnectionLost) this.lost ??= fault;
      // pg closes a statement whose values it can't write, and goes on counting it as prepared.
      else if (!(fault instanceof pg.DatabaseError)) this.isSpoilt = true;
      throw fault;
    }
  }

  /** What leaves behind the end would be a transaction of its own, or part of another one. */
  private refuseLate(text: string): void {
    if (this.isReleased || (this.hasEnded && text !== 'rollback'))
      throw new Error('A statement came after the end of its transaction');
  }

  /** Sends the `begin` that is wanted; answers what this statement has to wait for. Behind one that waits all do, in turn. */
  private begin(statement: Statement): Promise<void> | undefined {
    if (this.wanted) {
      this.beginning = this.client.query(this.wanted).then(() => {
        this.beginning = undefined;
      });
      this.beginning.catch(() => {});
      this.wanted = undefined;
    }
    this.isWaiting = this.beginning !== undefined && (this.isWaiting || !isReading(statement));
    return this.isWaiting ? this.beginning : undefined;
  }

  release(): void {
    if (this.isReleased) return;
    this.isReleased = true;
    const isWithin = this.beginning !== undefined || this.client.getTransactionStatus() !== 'I';
    this.client.release(this.lost ?? (this.isSpoilt || isWithin));
  }
}

const nothing = () => rowsOf({ rows: [] as unknown[] } as pg.QueryResult);

/** An answer of several statements is that of the last one. */
function rowsOf(answer: pg.QueryResult | pg.QueryResult[]): Rows {
  const { rows } = (Array.isArray(answer) ? answer.at(-1) : answer) as pg.QueryResult;
  return Object.defineProperty(rows, 'rows', { value: rows }) as Rows;
}
