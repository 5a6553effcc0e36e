import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { ThreadRow } from './thread-rows';

type Input = {
  rows: readonly ThreadRow[];
  box: RefObject<HTMLElement | null>;
  list: RefObject<VirtualizerHandle | null>;
};

const hasMenu = ({ message }: ThreadRow) => message !== undefined && message.type !== 'system';

/** Arrows lead from message to message; the one with the focus stays rendered however far one scrolls. */
export function useMessageKeys({ rows, box, list }: Input) {
  const [key, setKey] = useState<string>();
  const isMoving = useRef(false);
  const index = rows.findIndex((row) => row.key === key);

  useLayoutEffect(() => {
    if (!isMoving.current || index < 0) return;
    isMoving.current = false;
    list.current?.scrollToIndex(index, { align: 'nearest' });
    box.current
      ?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key ?? '')}"] [data-message-menu]`)
      ?.focus({ preventScroll: true });
  }, [index, key, box, list]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const target = event.target as HTMLElement;
    const isHere = target === event.currentTarget || target.matches('[data-message-menu]');
    if (!by || !isHere || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const from = target.closest<HTMLElement>('[data-row]')?.dataset.row;
    const next = neighbour(rows, from, by) ?? lastSeen(rows, box.current);
    if (next === undefined || next === from) return;
    isMoving.current = true;
    setKey(next);
  };

  return { keyedIndex: index < 0 ? undefined : index, onKeyDown };
}

function neighbour(rows: readonly ThreadRow[], from: string | undefined, by: number): string | undefined {
  if (from === undefined) return undefined;
  const start = rows.findIndex(({ key }) => key === from);
  for (let at = start + by; at >= 0 && at < rows.length; at += by) {
    const row = rows[at];
    if (row && hasMenu(row)) return row.key;
  }
  return from;
}

/** The lowest message that is whole in sight. */
function lastSeen(rows: readonly ThreadRow[], box: HTMLElement | null): string | undefined {
  if (!box) return undefined;
  const bottom = box.getBoundingClientRect().bottom;
  const lines = [...box.querySelectorAll<HTMLElement>('[data-row]:has([data-message-menu])')];
  const seen = lines.findLast((line) => line.getBoundingClientRect().bottom <= bottom);
  return seen?.dataset.row ?? rows.findLast(hasMenu)?.key;
}
