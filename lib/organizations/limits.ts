import { AppError } from '@/lib/core/errors';
import type { Scope } from '@/lib/core/scope';
import { countSentMessage, selectLimits } from './queries';

/** Throws `limit_reached` when the plan has no room for one more number. */
export async function requireInstanceRoom(scope: Scope, count: number): Promise<void> {
  const limit = (await selectLimits(scope))?.maxInstances;
  if (limit != null && count >= limit)
    throw new AppError('limit_reached', { detail: 'limitInstances', params: { limit } });
}

/**
 * Throws `limit_reached` when more is stored than the plan allows. `countBytes` is asked only where there is a limit,
 * inside the transaction that stores the file, so a failure takes it back.
 */
export async function requireStorageRoom(scope: Scope, countBytes: () => Promise<number>): Promise<void> {
  const limit = (await selectLimits(scope))?.maxStorageBytes;
  if (limit != null && (await countBytes()) > limit)
    throw new AppError('limit_reached', {
      detail: 'limitStorage',
      params: { megabytes: Math.floor(limit / 1_000_000) },
    });
}

/**
 * Counts one message to be sent against this month's limit (calendar month in UTC); throws `limit_reached` above it.
 * Inside the transaction that stores the message, so a failure takes the count back.
 */
export async function countMessage(scope: Scope, now = new Date()): Promise<void> {
  const sent = await countSentMessage(scope, now.toISOString().slice(0, 7));
  const limit = (await selectLimits(scope))?.maxMessagesPerMonth;
  if (limit != null && sent > limit)
    throw new AppError('limit_reached', { detail: 'limitMessages', params: { limit } });
}
