'use client';

import { type ReactNode, type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

/** Rows kept beyond both edges. */
const MARGIN = 8;
/** Rows rendered before anything was measured: a tall screen's worth. */
const FIRST = 20;

type Props<Item> = {
  items: readonly Item[];
  keyOf: (item: Item) => string;
  /** Stays where it is on the screen when others move above it, once one has scrolled. */
  steadyKey?: string;
  /** Called when the end comes near. */
  onNearEnd: () => void;
  /** Below the last row. */
  foot?: ReactNode;
  children: (item: Item) => ReactNode;
};

/**
 * A list that renders only what is near the screen. All rows are `--row` high (72, or 76 on a phone): the server
 * renders the very same, and nothing is measured first.
 */
export function FixedRows<Item>({ items, keyOf, steadyKey, onNearEnd, foot, children }: Props<Item>) {
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const [range, setRange] = useState({ from: 0, to: FIRST });
  const count = items.length;
  const look = useCallback(() => {
    const height = (list.current?.offsetHeight ?? 0) / count;
    if (!box.current || !height) return;
    const from = Math.max(0, Math.floor(box.current.scrollTop / height) - MARGIN);
    const to = Math.ceil((box.current.scrollTop + box.current.clientHeight) / height) + MARGIN;
    setRange((held) => (held.from === from && held.to === to ? held : { from, to }));
    if (to >= count) onNearEnd();
  }, [count, onNearEnd]);
  useLayoutEffect(look, [look]);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(look);
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, [look]);
  const steadyIndex = items.findIndex((item) => keyOf(item) === steadyKey);
  useSteady(box, list, count, steadyKey, steadyIndex);

  return (
    <div
      ref={box}
      onScroll={look}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain [--row:72px] [overflow-anchor:none] [scrollbar-width:none] narrow:[--row:76px]"
    >
      <ul ref={list} className="relative" style={{ height: `calc(var(--row) * ${count})` }}>
        {items.slice(range.from, range.to).map((item, index) => (
          <li
            key={keyOf(item)}
            className="absolute inset-x-0 h-(--row)"
            style={{ top: `calc(var(--row) * ${range.from + index})` }}
          >
            {children(item)}
          </li>
        ))}
      </ul>
      {foot}
    </div>
  );
}

/** Scrolls along when the steady row is in sight and others moved above it; not when it went to the top itself. */
function useSteady(
  box: RefObject<HTMLElement | null>,
  list: RefObject<HTMLElement | null>,
  count: number,
  key: string | undefined,
  index: number,
): void {
  const before = useRef({ key, index });
  useLayoutEffect(() => {
    const held = before.current;
    before.current = { key, index };
    const element = box.current;
    if (!element || key !== held.key || index <= 0 || held.index < 0 || index === held.index) return;
    // Measured only where something moved: it makes the browser lay out at once.
    const height = (list.current?.offsetHeight ?? 0) / count;
    if (!height) return;
    const top = held.index * height - element.scrollTop;
    if (element.scrollTop > 0 && top > -height && top < element.clientHeight)
      element.scrollTop += (index - held.index) * height;
  }, [box, list, count, key, index]);
}
