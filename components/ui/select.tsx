import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/utils';
import { fieldBox } from './input';

/** The system's own list, in our box: the fastest picker on a phone and known to every screen reader. */
export function Select({ className, children, ...props }: ComponentProps<'select'>) {
  return (
    <span className={cn('relative block', className)}>
      <select className={cn(fieldBox, 'h-9 appearance-none pr-9 max-md:h-10')} {...props}>
        {children}
      </select>
      <ChevronDown className="icon-16 pointer-events-none absolute inset-y-0 right-3 my-auto text-muted-foreground" />
    </span>
  );
}
