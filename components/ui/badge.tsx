import { TriangleAlert } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/utils';

/** A count in a pill, 20 high: green when it calls, grey when muted. `99+` is the caller's to write. */
export function Pill({ quiet = false, className, ...props }: ComponentProps<'span'> & { quiet?: boolean }) {
  return (
    <span
      className={cn(
        'inline-grid h-5 min-w-5 shrink-0 place-items-center rounded-full px-1.5 font-semibold text-[11px] leading-5 tabular-nums',
        quiet ? 'bg-secondary text-muted-foreground' : 'bg-primary text-primary-foreground',
        className,
      )}
      {...props}
    />
  );
}

/** A small fact that is not pressed: a number's name, a permission. 20 high; icons inside are 12. */
export function Chip({ className, ...props }: ComponentProps<'span'>) {
  return (
    <span
      className={cn(
        'inline-flex h-5 max-w-full items-center gap-1 truncate rounded-sm bg-secondary px-1.5 text-meta text-muted-foreground [&>svg]:icon-12',
        className,
      )}
      {...props}
    />
  );
}

/** A label: a square in its tone (a `tone-1…8` class) and its word. */
export function LabelTag({ className, children, ...props }: ComponentProps<'span'>) {
  return (
    <span
      className={cn('inline-flex min-w-0 items-center gap-[5px] text-meta text-muted-foreground', className)}
      {...props}
    >
      <span className="size-2 shrink-0 rounded-[3px] bg-tone" />
      <span className="truncate">{children}</span>
    </span>
  );
}

/** “Needs you”: an amber sign whose meaning is said by `label`. */
export function WarningBadge({ label, className }: { label: string; className?: string }) {
  return (
    <span
      role="img"
      aria-label={label}
      className={cn(
        'inline-grid size-4 place-items-center rounded-full bg-warning font-bold text-[11px] text-background leading-4',
        className,
      )}
    >
      !
    </span>
  );
}

const states = {
  ok: '[&>svg]:text-success',
  warning: 'text-warning',
  bad: 'text-destructive',
  off: 'text-muted-foreground',
};

/** A state in words with its icon (16): never colour alone. */
export function StateLine({
  tone,
  icon = <TriangleAlert />,
  className,
  children,
  ...props
}: ComponentProps<'span'> & { tone: keyof typeof states; icon?: React.ReactNode }) {
  return (
    <span
      className={cn('inline-flex items-center gap-1.5 font-medium [&>svg]:icon-16', states[tone], className)}
      {...props}
    >
      {icon}
      {children}
    </span>
  );
}
