import type { ReactNode } from 'react';
import { cn } from '@/lib/utils';

const tiles = {
  neutral: 'bg-muted text-muted-foreground',
  warning: 'bg-warning-soft text-warning',
  destructive: 'bg-destructive-soft text-destructive',
};

export type EmptyStateProps = {
  /** 20 px, in a tile of 40. */
  icon: ReactNode;
  title: ReactNode;
  text?: ReactNode;
  /** One button; a second one only when the two are equals. */
  action?: ReactNode;
  tone?: keyof typeof tiles;
  /** The heading's place in the page's outline. */
  heading?: 'h1' | 'h2' | 'h3';
  className?: string;
  children?: ReactNode;
};

/** Nothing here: one sentence and one action, in the middle of its place. */
export function EmptyState({
  icon,
  title,
  text,
  action,
  tone = 'neutral',
  heading: Heading = 'h2',
  className,
  children,
}: EmptyStateProps) {
  return (
    <div className={cn('flex flex-1 flex-col items-center justify-center px-6 py-4 text-center', className)}>
      <span className={cn('mb-3 grid size-10 place-items-center rounded-lg [&>svg]:icon-20', tiles[tone])}>
        {icon}
      </span>
      <Heading className="font-semibold">{title}</Heading>
      {text && <p className="mt-1 max-w-68 text-balance text-muted-foreground">{text}</p>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
      {children}
    </div>
  );
}
