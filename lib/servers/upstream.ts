import { AppError } from '@/lib/core/errors';
import { WahaError } from '@/lib/waha/http';

/** WAHA's refusals and silences as our errors; what it said stays inside. */
export function toUpstreamError(error: unknown): unknown {
  if (!(error instanceof WahaError)) return error;
  return new AppError(error.kind === 'refused' ? 'upstream_rejected' : 'upstream_unavailable', {
    cause: error,
    retryAfter: 5,
  });
}
