import type { ErrorCode, FieldError } from '@/lib/core/errors';

/** What went wrong, as a person sees it. `unreachable`: our own server did not answer, so it said nothing. */
export type ShownProblem = {
  code: ErrorCode | 'unreachable';
  /** The server's sentence, in the person's language; empty when unreachable. */
  detail: string;
  errors?: FieldError[];
  requestId?: string;
};

export const UNREACHABLE: ShownProblem = { code: 'unreachable', detail: '' };

/** A failed read; `problem` says why. */
export class ProblemError extends Error {
  constructor(readonly problem: ShownProblem) {
    super(problem.code);
    this.name = 'ProblemError';
  }
}

/** The problem behind whatever a read threw. */
export function problemOf(error: unknown): ShownProblem {
  return error instanceof ProblemError ? error.problem : UNREACHABLE;
}
