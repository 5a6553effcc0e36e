import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { ThreadRow } from './thread-rows';

/** This near to the end counts as being there. */
const AT_END_PX = 48;
/** History is read this far before one reaches its top. */
const EARLY_PX = 1_200;
/** Of what stood above stays in sight over the unread divider. */
const DIVIDER_GAP_PX = 48;

type Input = {
  rows: readonly ThreadRow[];
  /** The row to open at; without one the end. */
  opensAt: string | undefined;
  onNearTop: () => void;
};

/**
 * Where one is in a thread. It opens at `opensAt`, else at the end; it follows new messages only while at
 * the end; one's own text always leads there.
 */
export function useThreadScroll({ rows, opensAt, onNearTop }: Input) {
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const isFollowing = useRef(false);
  const lastTop = useRef(0);
  const [isAtEnd, setAtEnd] = useState(false);
  const [topIndex, setTopIndex] = useState(0);
  const last = rows.at(-1);
  const [seenKey, setSeenKey] = useState(last?.key);
  if (isAtEnd && last && seenKey !== last.key) setSeenKey(last.key);

  const look = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const isNow = element.scrollHeight - element.scrollTop - element.clientHeight < AT_END_PX;
    // What is added below takes the end away without anybody leaving it: only going up is leaving.
    if (isNow) isFollowing.current = true;
    else if (element.scrollTop < lastTop.current) isFollowing.current = false;
    lastTop.current = element.scrollTop;
    setAtEnd(isNow);
    setTopIndex(list.current?.findItemIndex(element.scrollTop) ?? 0);
    if (element.scrollTop < EARLY_PX) onNearTop();
  }, [onNearTop]);

  const toEnd = useCallback(() => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  /** What was measured or resized: whoever is at the end stays there. */
  const settle = useCallback(() => {
    if (isFollowing.current) toEnd();
    look();
  }, [toEnd, look]);

  const opened = useRef(false);
  useLayoutEffect(() => {
    if (opened.current || !list.current || rows.length === 0) return;
    opened.current = true;
    const index = rows.findIndex(({ key }) => key === opensAt);
    if (index >= 0) list.current.scrollToIndex(index, { align: 'start', offset: -DIVIDER_GAP_PX });
    else {
      isFollowing.current = true;
      toEnd();
    }
    look();
  }, [rows, opensAt, toEnd, look]);

  const ownKey = last?.outgoing?.clientId;
  useLayoutEffect(() => {
    if (ownKey) isFollowing.current = true;
  }, [ownKey]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new rows are what asks for it
  useLayoutEffect(settle, [rows, settle]);

  const seenIndex = rows.findIndex(({ key }) => key === seenKey);
  const unseen = rows.slice(seenIndex + 1).filter(({ message }) => message?.direction === 'inbound').length;
  return { box, list, look, settle, toEnd, isAtEnd, unseen: isAtEnd ? 0 : unseen, topRow: rows[topIndex] };
}
