/** The one table of error codes. `code` is the stable part of every error that leaves the server. */
export const ERROR_STATUS = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  module_disabled: 403,
  limit_reached: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  invalid_state: 409,
  payload_too_large: 413,
  unsupported_media: 415,
  invalid: 422,
  rate_limited: 429,
  internal: 500,
  upstream_rejected: 502,
  upstream_unavailable: 503,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

export type FieldError = { path: string; message: string };

type Details = {
  /** A key of messages/…/problems.json under `detail`; without it the code's own sentence is used. */
  detail?: string;
  /** Values for the sentence. */
  params?: Record<string, string | number>;
  errors?: FieldError[];
  /** Seconds. */
  retryAfter?: number;
  cause?: unknown;
};

/** What services throw. Doors turn it into a problem document or an action result; nobody renames it on the way. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly params?: Record<string, string | number>;
  readonly errors?: FieldError[];
  readonly retryAfter?: number;

  constructor(code: ErrorCode, { detail, params, errors, retryAfter, cause }: Details = {}) {
    super(detail ? `${code}: ${detail}` : code, { cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = detail;
    this.params = params;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }
}

/** One field that does not fit, as a 422. */
export function invalidField(path: string, message: string): AppError {
  return new AppError('invalid', { errors: [{ path, message }] });
}
