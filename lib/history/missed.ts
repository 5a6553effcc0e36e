import type { Origin } from '@/lib/messages/receive';
import { historyTime } from '@/lib/waha/read-history';

/** So long a webhook may honestly be on its way: WAHA fetches a file before it tells, and tries again what failed. */
const ON_ITS_WAY_MS = 60_000;

/**
 * What a row of WAHA's history that was not here is. Only one that should long have been told was missed; what is
 * younger is taken as if its webhook had come, and nobody hears of a recovery.
 */
export function originOf(kind: 'gap' | 'import', row: Record<string, unknown>, now: Date): Origin {
  if (kind === 'import') return 'import';
  const at = historyTime(row);
  return at && now.getTime() - at.getTime() >= ON_ITS_WAY_MS ? 'gap' : 'live';
}
