'use client';

import { type ReactNode, useRef } from 'react';
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from '../ui/dropdown-menu';
import type { MenuPlace } from './menu-button';

/** Runs what was chosen when the menu has closed: while it is there it keeps the focus. */
export type Afterwards = (work: () => void) => void;

type Props = {
  place: MenuPlace;
  label: string;
  /** The edge of the place that it keeps to. */
  align: 'start' | 'end';
  className?: string;
  onClose: () => void;
  children: (afterwards: Afterwards) => ReactNode;
};

/** A menu that opens where it was asked for, and gives the focus back to where it came from. */
export function AnchoredMenu({ place, label, align, className, onClose, children }: Props) {
  const { returnTo, ...box } = place;
  const chosen = useRef<() => void>(undefined);
  return (
    <DropdownMenu open modal onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DropdownMenuTrigger asChild>
        <span aria-hidden="true" className="pointer-events-none fixed" style={box} />
      </DropdownMenuTrigger>
      <DropdownMenuContent
        align={align}
        aria-label={label}
        className={className}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          returnTo.focus({ preventScroll: true });
          chosen.current?.();
        }}
      >
        {children((work) => {
          chosen.current = work;
        })}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
