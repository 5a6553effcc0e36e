import { AppError } from './errors';

/** SQLSTATE of a Postgres error, also when Drizzle wrapped it (it hides the original in `cause`). */
export function sqlState(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === 'string' && code.length > 0) return code;
  }
  return undefined;
}

/** Name of the constraint or unique index that a write violated, if that is what happened. */
export function violatedConstraint(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const name = (at as { constraint?: unknown }).constraint;
    if (typeof name === 'string') return name;
  }
  return undefined;
}

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'CONNECTION_LOST',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08000',
  '08003',
  '08006',
]);

/** The database can't be reached (stopped, restarting, out of connections): nobody's fault, try again. */
export function isDatabaseAway(error: unknown): boolean {
  const state = sqlState(error);
  return state !== undefined && CONNECTION_CODES.has(state);
}

/** A deadlock or a serialization failure: the same work succeeds when repeated. */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40P01' || state === '40001';
}

/** Text that Postgres can't hold: a NUL. */
const UNSTORABLE = '22021';

/**
 * Any thrown thing as an {@link AppError}: the database being away, or a deadlock, is `unavailable`, a NUL in a text is
 * `invalid`, the unexpected is `internal`.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (sqlState(error) === UNSTORABLE) return new AppError('invalid', { cause: error });
  if (isDatabaseAway(error)) return new AppError('unavailable', { retryAfter: 2, cause: error });
  if (isRetryable(error)) return new AppError('unavailable', { retryAfter: 1, cause: error });
  return new AppError('internal', { cause: error });
}
