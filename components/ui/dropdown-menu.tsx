'use client';

import * as Radix from '@radix-ui/react-dropdown-menu';
import { Check } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from '@/lib/utils';

export const DropdownMenuTrigger = Radix.Trigger;
export const DropdownMenuRadioGroup = Radix.RadioGroup;

const row =
  'flex h-8 w-full cursor-default select-none items-center gap-2.5 rounded-md px-2 text-left outline-none data-[highlighted]:bg-accent data-[disabled]:opacity-55 max-md:h-10 [&>svg]:icon-16 [&>svg]:text-muted-foreground';

/** A menu and its trigger. Not modal: the page behind stays readable for screen readers and keeps its scrollbar. */
export function DropdownMenu({ modal = false, ...props }: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root modal={modal} {...props} />;
}

/** The open menu, 232 wide; opens below its trigger, at the end by default. */
export function DropdownMenuContent({
  className,
  align = 'end',
  sideOffset = 4,
  ...props
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={sideOffset}
        collisionPadding={8}
        className={cn(
          'surface-float z-50 max-h-(--radix-dropdown-menu-content-available-height) w-58 animate-appear overflow-y-auto p-1 outline-none',
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  );
}

/** One verb, with its icon (16) as first child; `destructive` for what deletes. */
export function DropdownMenuItem({
  destructive = false,
  className,
  ...props
}: ComponentProps<typeof Radix.Item> & { destructive?: boolean }) {
  return (
    <Radix.Item
      className={cn(row, destructive && 'text-destructive [&>svg]:text-destructive', className)}
      {...props}
    />
  );
}

/** One of several that exclude each other; the chosen one has a tick at the right. */
export function DropdownMenuRadioItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(row, className)} {...props}>
      {children}
      <Radix.ItemIndicator className="ml-auto">
        <Check className="icon-16" />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  );
}

/** A heading above a group of items. */
export function DropdownMenuLabel({ children }: { children: ReactNode }) {
  return (
    <Radix.Label className="px-2 pt-2 pb-1 font-medium text-meta text-muted-foreground">
      {children}
    </Radix.Label>
  );
}

/** A hairline between groups. */
export function DropdownMenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-border" />;
}
