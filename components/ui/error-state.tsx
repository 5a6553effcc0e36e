import { ServerOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState, type EmptyStateProps } from './empty-state';

/** Something failed: what happened (`title`), what to do (`text`, `action`), and the request to look up in the log. */
export function ErrorState({
  request,
  icon = <ServerOff />,
  ...props
}: Omit<EmptyStateProps, 'icon' | 'tone' | 'children'> & {
  icon?: ReactNode;
  /** The whole line, e.g. “request 0b7e-51d4”. */
  request?: string;
}) {
  return (
    <EmptyState {...props} icon={icon} tone="destructive">
      {request && <p className="mt-3 select-all font-mono text-meta text-muted-foreground">{request}</p>}
    </EmptyState>
  );
}
