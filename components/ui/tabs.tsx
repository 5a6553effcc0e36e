'use client';

import * as Radix from '@radix-ui/react-tabs';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/utils';
import { segmentedPiece, segmentedTray } from './segmented';

export const Tabs = Radix.Root;
export const TabsContent = Radix.Content;

/** The row of tabs; give it an `aria-label`. */
export function TabsList({ className, ...props }: ComponentProps<typeof Radix.List>) {
  return <Radix.List className={cn(segmentedTray, className)} {...props} />;
}

/** One tab; an icon (16) or a count may stand beside its word. */
export function TabsTrigger({ className, ...props }: ComponentProps<typeof Radix.Trigger>) {
  return (
    <Radix.Trigger
      className={cn(
        segmentedPiece,
        'data-[state=active]:bg-background data-[state=active]:text-foreground data-[state=active]:ring-1 data-[state=active]:ring-border dark:data-[state=active]:bg-foreground/10 dark:data-[state=active]:ring-0',
        className,
      )}
      {...props}
    />
  );
}
