import pg from 'pg';

/**
 * A connection to Postgres is gone, or none could be had, or what is prepared on it is no longer good. Asked again, a
 * statement takes another one. `cause` says what was the matter.
 */
export class ConnectionLost extends Error {
  readonly code = 'CONNECTION_LOST';

  constructor(cause: Error) {
    super('The connection to Postgres was lost', { cause });
  }
}

/** How pg 8.23.1 says it; it gives these errors no code. */
const SAID =
  /^(Connection terminated|Client (has encountered|was closed)|timeout e|Query read timeout|Received unexpected|There was an error establishing)/;

/** What the system says (ECONNRESET), and Node of a socket or of TLS: mostly, not always, with a `syscall`. */
const SYSTEM = /^E(?!RR_)|^ERR_(STREAM|SOCKET|SSL|TLS)_/;

/** A migration changed what a prepared statement answers: Postgres refuses it from then on. */
const OUTDATED = 'RevalidateCachedQuery';

/**
 * What a fault means for the connection: a {@link ConnectionLost} where it is gone or to be given up, else the fault
 * itself, be it Postgres' answer or our own mistake.
 */
export function asLoss(fault: unknown): unknown {
  if (!(fault instanceof Error)) return fault;
  return isLoss(fault) ? new ConnectionLost(fault) : fault;
}

function isLoss(fault: Error & { code?: unknown }): boolean {
  if (fault instanceof pg.DatabaseError)
    return /^(FATAL|PANIC)$/.test(fault.severity ?? '') || fault.routine === OUTDATED;
  return SAID.test(fault.message) || (typeof fault.code === 'string' && SYSTEM.test(fault.code));
}
