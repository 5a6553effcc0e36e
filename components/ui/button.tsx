import { cva, type VariantProps } from 'class-variance-authority';
import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '@/lib/utils';
import { Slot } from './slot';

export const buttonVariants = cva(
  'relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-lg border border-transparent font-medium text-body transition-colors disabled:opacity-55 aria-disabled:opacity-55 [&>svg]:icon-16',
  {
    variants: {
      variant: {
        primary: 'bg-primary text-primary-foreground',
        outline:
          'border-border bg-background dark:border-transparent dark:bg-foreground/9 [.surface-float_&]:bg-popover dark:[.surface-float_&]:bg-foreground/9',
        ghost: '',
        soft: 'bg-secondary text-secondary-foreground',
        destructive: 'bg-destructive text-destructive-foreground',
        'destructive-outline':
          'border-border bg-background text-destructive dark:border-transparent dark:bg-foreground/9 [.surface-float_&]:bg-popover dark:[.surface-float_&]:bg-foreground/9',
      },
      size: {
        sm: 'h-7 px-2.5 max-md:h-9',
        md: 'h-8 px-3 max-md:h-9',
        lg: 'h-9 px-3.5',
        xl: 'h-10 px-4',
      },
      quiet: { true: '', false: '' },
      wide: { true: 'w-full', false: '' },
    },
    compoundVariants: [
      { variant: 'primary', quiet: false, class: 'hover:bg-primary-hover active:bg-primary-pressed' },
      {
        variant: 'destructive',
        quiet: false,
        class: 'hover:bg-destructive-hover active:bg-destructive-pressed',
      },
      {
        variant: ['outline', 'destructive-outline'],
        quiet: false,
        class:
          'hover:bg-accent active:bg-accent-pressed dark:hover:bg-foreground/14 dark:active:bg-foreground/20',
      },
      { variant: 'ghost', quiet: false, class: 'hover:bg-accent active:bg-accent-pressed' },
      { variant: 'soft', quiet: false, class: 'hover:bg-accent active:bg-accent-pressed' },
    ],
    defaultVariants: { variant: 'outline', size: 'md', quiet: false, wide: false },
  },
);

export type ButtonProps = ComponentProps<'button'> &
  Omit<VariantProps<typeof buttonVariants>, 'quiet'> & {
    /** Renders its only child (a link) with the look of a button. */
    asChild?: boolean;
    /** Before the words; the spinner takes its place while busy. */
    icon?: ReactNode;
    /** At work: the width stays, presses are ignored. Without an icon the spinner covers the words. */
    busy?: boolean;
    /** Why it can't be pressed now: shown as a tooltip; stays reachable by keyboard. */
    disabledReason?: string;
  };

/** A button: 32 high (`md`), 28 in cards and toolbars (`sm`), 36 (`lg`), 40 on sign-in (`xl`). One `primary` per view. */
export function Button({
  variant,
  size,
  wide,
  asChild,
  icon,
  busy = false,
  disabledReason,
  className,
  children,
  ...props
}: ButtonProps) {
  const isBlocked = busy || disabledReason !== undefined;
  const looks = cn(buttonVariants({ variant, size, wide, quiet: isBlocked }), className);
  if (asChild) {
    return (
      <Slot className={looks} {...props}>
        {children}
      </Slot>
    );
  }
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      aria-description={disabledReason}
      data-tooltip={disabledReason}
      className={cn(looks, busy && 'aria-disabled:opacity-100')}
      {...props}
      {...(isBlocked && blocked)}
    >
      {icon && (busy ? <LoaderCircle className="animate-spin" /> : icon)}
      {busy && !icon ? <CoveredBySpinner>{children}</CoveredBySpinner> : children}
    </button>
  );
}

/** Takes the press away but not the focus, as `disabled` would; a submit button submits nothing meanwhile. */
const blocked = { 'aria-disabled': true, onClick: undefined, type: 'button' } as const;

function CoveredBySpinner({ children }: { children: ReactNode }) {
  return (
    <>
      <span className="inline-flex items-center gap-1.5 opacity-0 [&>svg]:icon-16">{children}</span>
      <LoaderCircle className="absolute animate-spin" />
    </>
  );
}
