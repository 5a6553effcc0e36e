'use client';

import { usePathname } from 'next/navigation';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { cn } from '@/lib/utils';

/** A bar of places that scrolls sideways where it is too narrow; the place where we are is in sight. */
export function SideScroll({
  label,
  className,
  children,
}: {
  label: string;
  className: string;
  children: ReactNode;
}) {
  const bar = useRef<HTMLElement>(null);
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place follows from the address
  useLayoutEffect(() => {
    const here = bar.current?.querySelector<HTMLElement>('[aria-current=page]');
    if (!bar.current || !here) return;
    const [outer, inner] = [bar.current.getBoundingClientRect(), here.getBoundingClientRect()];
    // Where it is in sight nothing moves: somebody may be about to press a place beside it.
    if (inner.left >= outer.left && inner.right <= outer.right) return;
    bar.current.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  }, [pathname]);
  return (
    <nav
      ref={bar}
      aria-label={label}
      // Browsers that know it begin there, before any of our code runs.
      className={cn('[&>[aria-current=page]]:[scroll-initial-target:nearest]', className)}
    >
      {children}
    </nav>
  );
}
