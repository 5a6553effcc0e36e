'use client';

import { useState } from 'react';
import { readJson } from '@/components/problem/read-json';
import type { Page } from '@/lib/core/pagination';
import { useRealtime } from './use-realtime';

/**
 * Which rows of a list count for a badge. The first ids come from the server; the caller folds the stream's events in,
 * and on `resync` the first page (100) of the list at `url` is read again. So a busy inbox costs no request.
 */
export function useLiveIds<T extends { id: string }>(
  initial: string[],
  url: string,
  counts: (row: T) => boolean,
) {
  const [ids, setIds] = useState(initial);
  const fold = (row: T) =>
    setIds((before) => {
      const others = before.filter((id) => id !== row.id);
      return counts(row) ? [...others, row.id] : others;
    });
  useRealtime({
    resync: () => {
      readJson<Page<T>>(url).then(
        ({ data }) => setIds(data.filter(counts).map(({ id }) => id)),
        // Out of reach: the next resync reads it.
        () => {},
      );
    },
  });
  return { ids, fold };
}
