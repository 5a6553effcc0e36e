import type { ComponentProps } from 'react';
import { cn } from '@/lib/utils';

/** A card of the page's grid; never inside another. `attention` gives it the amber edge. */
export function Card({
  attention = false,
  className,
  ...props
}: ComponentProps<'section'> & { attention?: boolean }) {
  return (
    <section
      className={cn('min-w-0 rounded-xl border bg-card', attention && 'border-warning-border', className)}
      {...props}
    />
  );
}

/** The head of a card, 44 high: a heading (`h2`) and what stands at its right. */
export function CardHeader({ className, ...props }: ComponentProps<'header'>) {
  return (
    <header
      className={cn(
        'flex h-11 items-center gap-2 border-b px-4 [&>h2]:flex-1 [&>h2]:font-semibold',
        className,
      )}
      {...props}
    />
  );
}
