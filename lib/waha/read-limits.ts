import { z } from 'zod';
import type { Capping, Timelock } from './happenings';
import { toDate } from './text';

const seconds = z.coerce.number().positive().nullish().catch(null);
const timelock = z.looseObject({ isActive: z.boolean(), timeEnforcementEnds: seconds });
const count = z.coerce.number().int().catch(0);
const capping = z.looseObject({
  cappingStatus: z.string(),
  totalQuota: z.coerce.number().int().catch(-1),
  usedQuota: count,
  cycleEnd: seconds,
});

/** `reachoutTimelock` of `me` (since 2026.7.2): null where there is no lock, undefined where nothing was told. */
export function readTimelock(value: unknown): Timelock | null | undefined {
  if (value === null) return null;
  const read = timelock.safeParse(value).data;
  return read && { isActive: read.isActive, until: toDate(read.timeEnforcementEnds) ?? null };
}

/** `messageCapping` of `me` (since 2026.7.2); a total of -1 is none. */
export function readCapping(value: unknown): Capping | null | undefined {
  if (value === null) return null;
  const read = capping.safeParse(value).data;
  if (!read) return undefined;
  const total = read.totalQuota < 0 ? null : read.totalQuota;
  return { status: read.cappingStatus, used: read.usedQuota, total, renewsAt: toDate(read.cycleEnd) ?? null };
}
