import { sqlState } from './database-errors';

/** What each further statement is answered in a transaction that another one has spoilt. */
const SPOILT = '25P02';

type Results<T extends readonly unknown[]> = { -readonly [At in keyof T]: Awaited<T[At]> };

/**
 * Waits for statements of one transaction that were sent together. Of those that failed the one is thrown that spoilt the
 * transaction, whichever was heard first: whether to try again depends on it.
 */
export async function together<T extends readonly unknown[] | []>(work: T): Promise<Results<T>> {
  const ends = await Promise.allSettled(work);
  const faults = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  if (faults.length > 0) throw faults.find((fault) => sqlState(fault) !== SPOILT) ?? faults[0];
  return ends.map((end) => (end.status === 'fulfilled' ? end.value : undefined)) as Results<T>;
}
