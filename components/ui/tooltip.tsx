'use client';

import { useEffect, useRef } from 'react';

const gap = 6;
const margin = 8;
const delay = 400;

/**
 * Shows the tooltip of whatever has `data-tooltip` (and, if it should not open below, `data-tooltip-side`):
 * after a pause on hover, at once on keyboard focus, never on touch; Escape closes it. One of these stands in the
 * root layout, so that an icon button costs no code of its own and can be rendered on the server. It repeats
 * names that controls already have, hence it is hidden from screen readers.
 */
export function TooltipLayer() {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => (box.current ? listen(box.current) : undefined), []);
  return (
    <div
      ref={box}
      popover="manual"
      aria-hidden="true"
      className="pointer-events-none fixed inset-auto m-0 max-w-70 rounded-md border-0 bg-foreground px-2 py-1 text-background text-meta"
    />
  );
}

function listen(box: HTMLElement): () => void {
  const stop = new AbortController();
  const options = { signal: stop.signal, passive: true, capture: true };
  let timer: number | undefined;
  let anchor: HTMLElement | null = null;

  const hide = () => {
    window.clearTimeout(timer);
    anchor = null;
    if (box.matches(':popover-open')) box.hidePopover();
  };
  const aim = (target: EventTarget | null, wait: number) => {
    const next = target instanceof Element ? target.closest<HTMLElement>('[data-tooltip]') : null;
    if (next === anchor) return;
    hide();
    anchor = next;
    if (next) timer = window.setTimeout(() => show(box, next), wait);
  };

  document.addEventListener(
    'pointerover',
    (event) => event.pointerType !== 'touch' && aim(event.target, delay),
    options,
  );
  document.addEventListener(
    'focusin',
    (event) => isKeyboardFocus(event.target) && aim(event.target, 0),
    options,
  );
  for (const type of ['pointerdown', 'focusout', 'scroll'] as const) {
    document.addEventListener(type, hide, options);
  }
  document.addEventListener('keydown', (event) => event.key === 'Escape' && hide(), options);
  return () => {
    stop.abort();
    hide();
  };
}

function isKeyboardFocus(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(':focus-visible');
}

function show(box: HTMLElement, anchor: HTMLElement) {
  if (!anchor.isConnected || !anchor.dataset.tooltip) return;
  box.textContent = anchor.dataset.tooltip;
  box.showPopover();
  const around = anchor.getBoundingClientRect();
  const own = box.getBoundingClientRect();
  const { left, top } = place(anchor.dataset.tooltipSide ?? 'bottom', around, own);
  box.style.left = `${clamp(left, window.innerWidth - own.width - margin)}px`;
  box.style.top = `${clamp(top, window.innerHeight - own.height - margin)}px`;
}

function place(side: string, around: DOMRect, own: DOMRect): { left: number; top: number } {
  const left = around.left + (around.width - own.width) / 2;
  const top = around.top + (around.height - own.height) / 2;
  if (side === 'left') return { left: around.left - own.width - gap, top };
  if (side === 'right') return { left: around.right + gap, top };
  const below = around.bottom + gap;
  const above = around.top - own.height - gap;
  const fitsBelow = below + own.height + margin <= window.innerHeight;
  return { left, top: side === 'top' || !fitsBelow ? above : below };
}

function clamp(value: number, most: number): number {
  return Math.max(margin, Math.min(value, most));
}
