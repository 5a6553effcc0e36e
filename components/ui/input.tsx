import type { ComponentProps, ReactNode } from 'react';
import { cn } from '@/lib/utils';

/** The look shared by every box one types into. */
export const fieldBox =
  'focus-field block w-full rounded-lg border border-input bg-background px-3 text-body disabled:opacity-55 aria-invalid:border-destructive dark:bg-transparent max-md:text-base [.surface-float_&]:bg-transparent';

/** A one-line field, 36 high; 40 on a phone, where 16 px text keeps iOS from zooming in. */
export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(fieldBox, 'h-9 max-md:h-10', className)} {...props} />;
}

/** A search box: icon, text without a border of its own, and what stands at its right (keys). */
export function SearchInput({
  icon,
  after,
  className,
  ...props
}: ComponentProps<'input'> & { icon: ReactNode; after?: ReactNode }) {
  return (
    <div
      className={cn(
        'focus-field flex h-8 items-center gap-2 rounded-lg bg-muted px-2.5 text-muted-foreground max-md:h-10 [&>svg]:icon-16',
        className,
      )}
    >
      {icon}
      <input
        type="search"
        className="min-w-0 flex-1 bg-transparent text-foreground outline-none max-md:text-base"
        {...props}
      />
      {after}
    </div>
  );
}
