'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

/**
 * A link that knows whether it leads to where we are: its own address or anything below its first part; with `exact`
 * only its own address and what is below it.
 */
export function NavLink({
  href,
  className,
  exact = false,
  children,
}: {
  href: string;
  exact?: boolean;
  className: string;
  children: ReactNode;
}) {
  const pathname = usePathname();
  const section = exact ? href : `/${href.split('/')[1] ?? ''}`;
  const isHere =
    section === '/' ? pathname === '/' : pathname === section || pathname.startsWith(`${section}/`);
  return (
    <Link href={href} aria-current={isHere ? 'page' : undefined} className={className}>
      {children}
    </Link>
  );
}
