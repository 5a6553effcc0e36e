import { toAppError } from '@/lib/core/database-errors';
import { ERROR_STATUS } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { problemLocale, toProblem } from '@/lib/core/problem';
import { currentRequestId } from '@/lib/core/request-context';

/** What every answer of the API has. */
export const commonHeaders = (requestId = currentRequestId()): Record<string, string> => ({
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-request-id': requestId ?? '',
});

/** Any thrown thing as `application/problem+json`, in parts, for a door that has no `Response` to give. */
export function problemAnswer(error: unknown, acceptLanguage: string | null, requestId = currentRequestId()) {
  const known = toAppError(error);
  if (ERROR_STATUS[known.code] >= 500) log().error({ err: error, requestId }, 'Request failed');
  const problem = toProblem(known, problemLocale(acceptLanguage));
  const retryAfter: Record<string, string> = known.retryAfter
    ? { 'retry-after': String(known.retryAfter) }
    : {};
  return {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', ...commonHeaders(requestId), ...retryAfter },
    body: JSON.stringify(problem),
  };
}
