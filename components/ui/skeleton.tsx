import type { ComponentProps } from 'react';
import { cn } from '@/lib/utils';

/** A grey shape in the place and size of what comes; invisible for the first 150 ms. Size it by classes. */
export function Skeleton({ className, ...props }: ComponentProps<'span'>) {
  return <span aria-hidden="true" className={cn('skeleton block', className)} {...props} />;
}

/** Wraps the skeletons of one place and says what is loading, once. */
export function Loading({ label, className, children, ...props }: ComponentProps<'div'> & { label: string }) {
  return (
    <div aria-busy="true" className={className} {...props}>
      <span role="status" className="sr-only">
        {label}
      </span>
      {children}
    </div>
  );
}
