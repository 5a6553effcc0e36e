import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { ThreadRow } from './thread-rows';

/** This near to the end counts as being there. */
const AT_END_PX = 48;
/** What follows is read this far before one reaches it. */
const EARLY_PX = 1_200;
/** Of what stood above stays in sight over the unread divider. */
const DIVIDER_GAP_PX = 48;

/** What of a conversation is here, and how to get the rest. */
export type ThreadPart = {
  /** Another one when the rows have nothing to do with those before. */
  id: number;
  /** Whether it ends before the conversation does. */
  hasNewer: boolean;
  /** How many messages of others arrived below it. */
  ahead: number;
  /** When the newest message was sent that was there when one came. */
  newestAt: string;
  onNearTop: () => void;
  onNearEnd: () => void;
  /** Reads the newest instead of what follows. */
  onLatest: () => void;
};

type Input = {
  rows: readonly ThreadRow[];
  part: ThreadPart;
  /** The row to open at; without one the end. */
  opensAt: string | undefined;
  /** Another place is being gone to: it opens at none. */
  isExpected: boolean;
};

/**
 * Where one is in a thread. It opens at `opensAt`, else at the end; it follows new messages only while at
 * the end; one's own text always leads there.
 */
export function useThreadScroll({ rows, part, opensAt, isExpected }: Input) {
  const { hasNewer, onNearTop, onNearEnd, onLatest } = part;
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const isFollowing = useRef(false);
  /** Somebody is being led to a message: what is passed on the way is not read. */
  const isLed = useRef(isExpected);
  const lastTop = useRef(0);
  const [isAtEnd, setAtEnd] = useState(false);
  const [topIndex, setTopIndex] = useState(0);
  const unseen = useUnseen(rows, part, isAtEnd);

  const look = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const { scrollTop } = element;
    const below = element.scrollHeight - scrollTop - element.clientHeight;
    const isNow = below < AT_END_PX && !hasNewer;
    const [isUp, isDown] = [scrollTop < lastTop.current, scrollTop > lastTop.current];
    // What is added below takes the end away without anybody leaving it: only going up is leaving.
    if (isNow) isFollowing.current = !isLed.current;
    else if (isUp) isFollowing.current = false;
    lastTop.current = scrollTop;
    setAtEnd(isNow);
    setTopIndex(list.current?.findItemIndex(scrollTop) ?? 0);
    if (isLed.current) return;
    // While a thread opens its rows are not measured, and its top seems near.
    if (scrollTop < EARLY_PX && (isUp || scrollTop === 0)) onNearTop();
    if (below < EARLY_PX && (isDown || below < AT_END_PX)) onNearEnd();
  }, [hasNewer, onNearTop, onNearEnd]);

  const toEnd = useCallback(() => {
    isFollowing.current = true;
    isLed.current = false;
    const element = box.current;
    if (hasNewer) onLatest();
    else if (element) element.scrollTop = element.scrollHeight;
  }, [hasNewer, onLatest]);

  /** What was measured or resized: whoever is at the end stays there. */
  const settle = useCallback(() => {
    const element = box.current;
    if (isFollowing.current && element && !hasNewer) element.scrollTop = element.scrollHeight;
    look();
  }, [hasNewer, look]);

  const opened = useRef(isExpected);
  useLayoutEffect(() => {
    if (opened.current || !list.current || rows.length === 0) return;
    opened.current = true;
    const index = rows.findIndex(({ key }) => key === opensAt);
    if (index >= 0) list.current.scrollToIndex(index, { align: 'start', offset: -DIVIDER_GAP_PX });
    else toEnd();
    look();
  }, [rows, opensAt, toEnd, look]);

  // The newest messages in place of a part in the middle: somebody sent, or wants to be at the end.
  const shownPart = useRef(part.id);
  useLayoutEffect(() => {
    if (shownPart.current !== part.id && !hasNewer && !isLed.current) isFollowing.current = true;
    shownPart.current = part.id;
  }, [part.id, hasNewer]);

  const ownKey = rows.at(-1)?.outgoing?.clientId;
  useLayoutEffect(() => {
    if (ownKey) isFollowing.current = true;
  }, [ownKey]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new rows are what asks for it
  useLayoutEffect(settle, [rows, settle]);

  /** Nothing is followed or read until one has been led somewhere. */
  const lead = useCallback((isOn: boolean) => {
    isLed.current = isOn;
    if (isOn) isFollowing.current = false;
  }, []);
  return { box, list, look, settle, toEnd, lead, isAtEnd, unseen, topRow: rows[topIndex] };
}

/** How many messages of others arrived since one was at the end. */
function useUnseen(rows: readonly ThreadRow[], part: ThreadPart, isAtEnd: boolean): number {
  const last = rows.at(-1);
  const [seenAt, setSeenAt] = useState(part.newestAt);
  const [seenKey, setSeenKey] = useState(part.hasNewer ? undefined : last?.key);
  if (isAtEnd && last && seenKey !== last.key) {
    setSeenKey(last.key);
    setSeenAt(last.sentAt);
  }
  if (isAtEnd) return 0;
  const seenIndex = rows.findIndex(({ key }) => key === seenKey);
  const isNew = (row: ThreadRow, index: number) => (seenIndex >= 0 ? index > seenIndex : row.sentAt > seenAt);
  const here = rows.filter(
    (row, index) =>
      row.message?.direction === 'inbound' && row.message.type !== 'system' && isNew(row, index),
  );
  return here.length + part.ahead;
}
