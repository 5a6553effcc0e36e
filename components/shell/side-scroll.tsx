'use client';

import { usePathname } from 'next/navigation';
import { type ReactNode, useLayoutEffect, useRef } from 'react';

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
    bar.current.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  }, [pathname]);
  return (
    <nav ref={bar} aria-label={label} className={className}>
      {children}
    </nav>
  );
}
