import type { ComponentProps } from 'react';
import { cn } from '@/lib/utils';
import { fieldBox } from './input';

/** A field of several lines that grows with its text as far as `max-h-*` allows. */
export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      className={cn(fieldBox, 'field-sizing-content max-h-60 min-h-18 resize-none py-2', className)}
      {...props}
    />
  );
}
