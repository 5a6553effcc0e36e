import { sqlState } from './database-errors';

/** What each further statement is answered in a transaction that another one has spoilt. */
const SPOILT = '25P02';

type Results<T extends readonly unknown[]> = { -readonly [At in keyof T]: Awaited<T[At]> };

/**
 * Waits for statements of one transaction that were sent together. Of those that failed the one is thrown that spoilt the
 * transaction, whichever was heard first: whether to try again depends on it.
 */
export async function together<T extends readonly unknown[] | []>(work: T): Promise<Results<T>> {
  const ends = await Promise.allSettled<unknown>(work);
  const faults = faultsOf(ends);
  if (faults.length > 0) throw faults.find(isSpoiler) ?? faults[0];
  return ends.map((end) => (end.status === 'fulfilled' ? end.value : undefined)) as Results<T>;
}

/** Waits for statements of one transaction; answers the fault of the one that spoilt it, if it was one of them. */
export const spoilerOf = async (work: Promise<unknown>[]): Promise<unknown> =>
  faultsOf(await Promise.allSettled(work)).find(isSpoiler);

const faultsOf = (ends: PromiseSettledResult<unknown>[]): unknown[] =>
  ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));

const isSpoiler = (fault: unknown) => sqlState(fault) !== SPOILT;
