import { type PointerEvent, type SyntheticEvent, useRef } from 'react';

const HELD_MS = 450;
const STILL_PX = 8;

type Point = { x: number; y: number };

/** Tells of a finger that stays where it is; the browser's own menu for it does not open. */
export function useLongPress(onHeld: (point: Point, target: HTMLElement) => void) {
  const held = useRef<{ timer: number; from: Point } | undefined>(undefined);
  const end = () => {
    window.clearTimeout(held.current?.timer);
    held.current = undefined;
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      end();
      if (event.pointerType !== 'touch') return;
      const from = { x: event.clientX, y: event.clientY };
      const target = event.currentTarget;
      held.current = { from, timer: window.setTimeout(() => onHeld(from, target), HELD_MS) };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const from = held.current?.from;
      if (from && Math.hypot(clientX - from.x, clientY - from.y) > STILL_PX) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
    onContextMenu: (event: SyntheticEvent) => held.current && event.preventDefault(),
  };
}
