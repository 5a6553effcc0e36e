import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { ThreadRow } from './thread-rows';

const FLASH_MS = 1_600;

type Input = {
  rows: readonly ThreadRow[];
  list: RefObject<VirtualizerHandle | null>;
  onFind: (id: string) => Promise<boolean>;
};

/** Leads to a message and lets it flash in its place; what is not loaded is loaded first. */
export function useJump({ rows, list, onFind }: Input) {
  const [flashKey, setFlashKey] = useState<string>();
  const [wanted, setWanted] = useState<string>();
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  useEffect(() => {
    const index = wanted ? rows.findIndex(({ message }) => message?.id === wanted) : -1;
    if (index < 0) return;
    setWanted(undefined);
    list.current?.scrollToIndex(index, { align: 'center' });
    setFlashKey(rows[index]?.key);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setFlashKey(undefined), FLASH_MS);
  }, [rows, wanted, list]);

  const jumpTo = useCallback(
    (id: string) => {
      setWanted(id);
      void onFind(id).then((isThere) => {
        if (!isThere) setWanted(undefined);
      });
    },
    [onFind],
  );
  return { flashKey, jumpTo };
}
