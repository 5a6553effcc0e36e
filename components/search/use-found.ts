import { useCallback, useEffect, useRef, useState } from 'react';
import { ReadError, readApi } from '../realtime/read-api';

type Page<Item> = { data: Item[]; nextCursor: string | null };

/** What was found so far; `of` is the search it belongs to. */
export type Found<Item> = {
  of: string | undefined;
  items: readonly Item[];
  nextCursor: string | null;
  error?: string;
};

/** Keys come faster than answers. */
const PAUSE_MS = 120;

/**
 * Reads what a search finds, page by page; what was found before stays until the answer is here. The same search again
 * reads nothing.
 */
export function useFound<Item>(path: string, search: string | undefined, limit: number) {
  const [found, setFound] = useState<Found<Item>>({ of: undefined, items: [], nextCursor: null });
  const stop = useRef<AbortController>(undefined);

  const read = useCallback(
    async (cursor?: string) => {
      stop.current?.abort();
      const own = new AbortController();
      stop.current = own;
      const paging = `limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
      try {
        const page = await readApi<Page<Item>>(`${path}?${search ? `${search}&` : ''}${paging}`, own.signal);
        if (own.signal.aborted) return;
        setFound((held) => ({
          of: search,
          items: cursor && held.of === search ? [...held.items, ...page.data] : page.data,
          nextCursor: page.nextCursor,
        }));
      } catch (error) {
        if (!own.signal.aborted && error instanceof ReadError)
          setFound((held) => ({ ...held, of: search, error: error.message || 'offline' }));
      }
    },
    [path, search, limit],
  );

  useEffect(() => {
    if (search === undefined) {
      setFound({ of: undefined, items: [], nextCursor: null });
      return;
    }
    const timer = setTimeout(read, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.current?.abort();
    };
  }, [search, read]);

  const { nextCursor } = found;
  return {
    found,
    isReading: search !== found.of,
    readMore: nextCursor && found.of === search ? () => read(nextCursor) : undefined,
  };
}
