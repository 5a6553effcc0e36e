import type { ReactNode } from 'react';

/** Reads its text out when it changes, without interrupting. It must be on the page before the text is. */
export function LiveRegion({ children }: { children?: ReactNode }) {
  return (
    <div role="status" aria-live="polite" aria-atomic="true" className="sr-only">
      {children}
    </div>
  );
}
