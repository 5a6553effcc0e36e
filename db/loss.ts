import pg from 'pg';

/** A connection to Postgres is gone, or none could be had. `code` is Node's or Postgres' own where there is one. */
export class ConnectionLost extends Error {
  readonly code: string;

  constructor(cause: Error & { code?: unknown }) {
    super('The connection to Postgres was lost', { cause });
    this.code = typeof cause.code === 'string' ? cause.code : 'CONNECTION_LOST';
  }
}

/** How pg 8.23.1 says it; it gives these errors no code. */
const SAID =
  /^(Connection terminated|Client (has encountered|was closed)|timeout e|Query read timeout|Cannot use a pool|Received unexpected)/;

/**
 * What a fault means for the connection: a {@link ConnectionLost} where it is gone or Postgres is about to close it, else
 * the fault itself, be it Postgres' answer or our own mistake.
 */
export function asLoss(fault: unknown): unknown {
  if (!(fault instanceof Error)) return fault;
  const isOver =
    fault instanceof pg.DatabaseError
      ? /^(FATAL|PANIC)$/.test(fault.severity ?? '')
      : 'syscall' in fault || SAID.test(fault.message);
  return isOver ? new ConnectionLost(fault) : fault;
}
