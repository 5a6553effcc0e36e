import { cloneElement, type HTMLAttributes, isValidElement, type ReactElement, type ReactNode } from 'react';
import { cn } from '@/lib/utils';

/**
 * Gives its only child the attributes and classes it was given itself; what the child says wins. Radix has one that
 * does more and was in four bundles of every page.
 */
export function Slot({
  children,
  className,
  ...props
}: HTMLAttributes<HTMLElement> & { children?: ReactNode }) {
  if (!isValidElement(children)) return null;
  const child = children as ReactElement<{ className?: string }>;
  const classes = cn(className, child.props.className);
  return cloneElement(child, { ...props, ...child.props, ...(classes ? { className: classes } : {}) });
}
