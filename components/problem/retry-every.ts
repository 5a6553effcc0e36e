import type { SWRConfiguration } from 'swr';

/**
 * For `useSWR`'s `onErrorRetry`: asks again at this distance however long nobody answers. SWR alone stops its polling at a
 * failure and waits longer after each, half an hour in the end.
 */
export const retryEvery =
  (ms: number): NonNullable<SWRConfiguration['onErrorRetry']> =>
  (_error, _key, _config, revalidate, options) => {
    setTimeout(() => void revalidate(options), ms);
  };
