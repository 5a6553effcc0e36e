import { type PointerEvent, type RefObject, useRef } from 'react';

/** So far a pointer goes before it drags, in pixels. */
const THRESHOLD = 6;

/**
 * Lets a mouse or pen take an item of a row elsewhere; items carry `data-file`. A finger scrolls the row: there are
 * buttons for it.
 */
export function useDragOrder(list: RefObject<HTMLElement | null>, onPlace: (id: string, to: number) => void) {
  const drag = useRef<{ id: string; from: number; isMoving: boolean }>(undefined);
  const items = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-file]') ?? [])];
  const onPointerDown = (event: PointerEvent) => {
    const item = (event.target as Element).closest<HTMLElement>('[data-file]');
    const id = item?.dataset.file;
    if (id && event.button === 0 && event.pointerType !== 'touch')
      drag.current = { id, from: event.clientX, isMoving: false };
  };
  const onPointerMove = (event: PointerEvent) => {
    const { current } = drag;
    if (!current || event.buttons === 0) return;
    if (!current.isMoving && Math.abs(event.clientX - current.from) < THRESHOLD) return;
    if (!current.isMoving) event.currentTarget.setPointerCapture(event.pointerId);
    current.isMoving = true;
    const all = items();
    const own = all.findIndex((item) => item.dataset.file === current.id);
    const to = all.findIndex((item) => {
      const { left, right } = item.getBoundingClientRect();
      return event.clientX >= left && event.clientX <= right;
    });
    if (to >= 0 && to !== own && isBeyondMiddle(all, own, to, event.clientX)) onPlace(current.id, to);
  };
  const end = () => {
    drag.current = undefined;
  };
  return { onPointerDown, onPointerMove, onPointerUp: end, onPointerCancel: end };
}

/** Only past the middle of the other one: where widths differ two would change places for ever. */
function isBeyondMiddle(all: HTMLElement[], own: number, to: number, x: number): boolean {
  const box = all[to]?.getBoundingClientRect();
  if (!box) return false;
  const middle = (box.left + box.right) / 2;
  return to > own ? x > middle : x < middle;
}
