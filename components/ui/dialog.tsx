'use client';

import * as Radix from '@radix-ui/react-dialog';
import { X } from 'lucide-react';
import { type ComponentProps, type ReactNode, useRef } from 'react';
import { cn } from '@/lib/utils';
import { IconButton } from './icon-button';

export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

type DialogContentProps = Omit<ComponentProps<typeof Radix.Content>, 'title'> & {
  title: ReactNode;
  /** One line below the title. Without it the dialog has no description for screen readers. */
  description?: ReactNode;
  closeLabel: string;
  /** 520 wide (`md`) or 760 (`lg`); the whole screen on a phone. */
  size?: 'md' | 'lg';
};

/**
 * A dialog: title with × at the right, then what it holds ({@link DialogBody}, {@link DialogFooter}). Its top
 * stands at 12 % of the height so that steps and tabs of different height don't move it.
 */
export function DialogContent({
  title,
  description,
  closeLabel,
  size = 'md',
  className,
  children,
  onOpenAutoFocus,
  onCloseAutoFocus,
  ...props
}: DialogContentProps) {
  const described = description ? {} : { 'aria-describedby': undefined };
  const before = useRef<Element>(null);
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
      <Radix.Content
        className={cn(
          'surface-float fixed inset-x-0 top-[min(12dvh,96px)] z-50 mx-auto flex max-h-[calc(100dvh-112px)] w-[calc(100%-32px)] animate-appear flex-col overflow-hidden outline-none',
          'max-md:inset-0 max-md:h-dvh max-md:max-h-none max-md:w-full max-md:max-w-none max-md:rounded-none',
          size === 'lg' ? 'max-w-190' : 'max-w-130',
          className,
        )}
        {...described}
        {...props}
        onOpenAutoFocus={(event) => {
          before.current = document.activeElement;
          onOpenAutoFocus?.(event);
        }}
        onCloseAutoFocus={(event) => {
          onCloseAutoFocus?.(event);
          if (!event.defaultPrevented) giveBack(event, before.current);
        }}
      >
        <header className="flex shrink-0 items-center gap-2 pt-4 pr-3 pb-3 pl-6 max-md:pl-4">
          <div className="min-w-0 flex-1">
            <Radix.Title className="text-title">{title}</Radix.Title>
            {description && (
              <Radix.Description className="text-meta text-muted-foreground">{description}</Radix.Description>
            )}
          </div>
          <Radix.Close asChild>
            <IconButton label={closeLabel} icon={<X />} />
          </Radix.Close>
        </header>
        {children}
      </Radix.Content>
    </Radix.Portal>
  );
}

/** Without a trigger of its own a dialog would leave the focus nowhere. What has taken it meanwhile keeps it. */
function giveBack(event: Event, before: Element | null): void {
  if (!(before instanceof HTMLElement) || !before.isConnected) return;
  event.preventDefault();
  if (document.activeElement === document.body) before.focus({ preventScroll: true });
}

/** What a dialog holds; it scrolls when the screen is too low. */
export function DialogBody({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div className={cn('min-h-0 flex-1 overflow-y-auto px-6 pt-1 pb-6 max-md:px-4', className)} {...props} />
  );
}

/** The foot: an explanation at the left, buttons at the right, the verb last. */
export function DialogFooter({
  note,
  className,
  children,
  ...props
}: ComponentProps<'footer'> & { note?: ReactNode }) {
  return (
    <footer
      className={cn(
        'flex min-h-14 shrink-0 items-center gap-2 border-t px-6 py-3 max-md:flex-wrap max-md:px-4 max-md:[&>button]:flex-1',
        className,
      )}
      {...props}
    >
      <div className="min-w-0 flex-1 text-meta text-muted-foreground empty:max-md:hidden max-md:basis-full">
        {note}
      </div>
      {children}
    </footer>
  );
}
