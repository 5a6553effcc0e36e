import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';

const LOOKS = {
  auto: 'flex compact:hidden',
  open: 'flex compact:absolute compact:inset-y-0 compact:right-0 compact:z-10',
  closed: 'hidden',
};

const isLaidOut = (element: HTMLElement | null) => (element?.offsetWidth ?? 0) > 0;

/**
 * Until somebody chooses, the panel is there where there is room; opened without room it lies over the thread, and the
 * focus goes with it until it is closed. `isShown` is undefined until the browser has laid it out.
 */
export function usePanel() {
  const panel = useRef<HTMLElement>(null);
  const opener = useRef<Element | null>(null);
  const [choice, setChoice] = useState<keyof typeof LOOKS>('auto');
  const [isShown, setShown] = useState<boolean>();
  useEffect(() => {
    setShown(isLaidOut(panel.current));
  });
  useEffect(() => {
    const onResize = () => setShown(isLaidOut(panel.current));
    window.addEventListener('resize', onResize);
    return () => window.removeEventListener('resize', onResize);
  }, []);
  useLayoutEffect(() => {
    const { current } = panel;
    if (choice === 'open' && current && getComputedStyle(current).position === 'absolute') current.focus();
  }, [choice]);

  const closePanel = () => {
    const hadFocus = panel.current?.contains(document.activeElement);
    setChoice('closed');
    if (hadFocus && opener.current instanceof HTMLElement) opener.current.focus();
  };
  const togglePanel = () => {
    if (isLaidOut(panel.current)) return closePanel();
    opener.current = document.activeElement;
    setChoice('open');
  };
  const onPanelKey = (event: KeyboardEvent) => {
    // Also heard of a dialog that was opened from it.
    const isWithin = event.target instanceof Node && panel.current?.contains(event.target);
    if (event.key !== 'Escape' || !isWithin) return;
    event.preventDefault();
    closePanel();
  };
  return { panel, panelClass: LOOKS[choice], isShown, togglePanel, closePanel, onPanelKey };
}
