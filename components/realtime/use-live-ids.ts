'use client';

import { useState } from 'react';
import { readJson } from '@/components/problem/read-json';
import type { Page } from '@/lib/core/pagination';
import { Meanwhile } from './meanwhile';
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
  const [told] = useState(() => new Meanwhile<T>());
  const fold = (row: T) => {
    told.hear(row);
    setIds((before) => {
      const others = before.filter((id) => id !== row.id);
      return counts(row) ? [...others, row.id] : others;
    });
  };
  useRealtime({
    resync: () => {
      told
        .during(() => readJson<Page<T>>(url))
        .then(
          ({ answer, heard }) => {
            setIds(answer.data.filter(counts).map(({ id }) => id));
            heard.forEach(fold);
          },
          // Out of reach: the next resync reads it.
          () => {},
        );
    },
  });
  return { ids, fold };
}
