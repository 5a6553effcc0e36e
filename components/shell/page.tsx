import type { ComponentProps, ReactNode } from 'react';
import { cn } from '@/lib/utils';

/** A page beside the rail: {@link PageHeader}, then {@link PageBody}, which scrolls. The skip link leads here. */
export function Page({ className, ...props }: ComponentProps<'main'>) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className={cn('flex h-full min-h-0 min-w-0 flex-col outline-none', className)}
      {...props}
    />
  );
}

/** The head of a page, 56 high: title at the left, facts and buttons (children) at the right. */
export function PageHeader({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <header className="flex h-14 shrink-0 items-center gap-4 border-b bg-background px-6 narrow:px-4">
      <h1 className="min-w-0 flex-1 truncate text-page">{title}</h1>
      {children}
    </header>
  );
}

/** What scrolls below the head. */
export function PageBody({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('min-h-0 flex-1 overflow-y-auto p-6 narrow:p-4', className)} {...props} />;
}
