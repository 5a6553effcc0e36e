import type { ComponentProps, ReactNode } from 'react';
import { cn } from '@/lib/utils';

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  /** Its name: read aloud and shown as a tooltip. */
  label: string;
  icon: ReactNode;
  /** Where the tooltip opens. */
  side?: 'top' | 'right' | 'bottom' | 'left';
  size?: 'sm' | 'md';
  variant?: 'ghost' | 'primary';
  /** Pressed in, for a button that shows or hides something; also say `aria-pressed` or `aria-expanded`. */
  active?: boolean;
};

/** A square button of one icon, 32 (or 28), 40 (36) on a phone; its name is required. */
export function IconButton({
  label,
  icon,
  side = 'bottom',
  size = 'md',
  variant = 'ghost',
  active = false,
  className,
  ...props
}: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tooltip={label}
      data-tooltip-side={side}
      className={cn(
        'inline-grid shrink-0 place-items-center rounded-lg transition-colors disabled:opacity-55 aria-disabled:opacity-55 [&>svg]:icon-18',
        size === 'md' ? 'size-8 max-md:size-10' : 'size-7 max-md:size-9',
        variant === 'primary'
          ? 'bg-primary text-primary-foreground hover:bg-primary-hover active:bg-primary-pressed'
          : 'text-muted-foreground hover:bg-accent hover:text-foreground active:bg-accent-pressed',
        active && 'bg-accent text-foreground',
        className,
      )}
      {...props}
    >
      {icon}
    </button>
  );
}
