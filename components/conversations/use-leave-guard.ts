import { useEffect } from 'react';
import type { Inbox } from './inbox-context';

/** Asks before the page is left while something is only in it: picked files, and what the server has not taken. */
export function useLeaveGuard({ attachments, outbox }: Inbox): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      const hasFiles = [...attachments.all.get().values()].some(({ files }) => files.length > 0);
      if (hasFiles || outbox.entries.get().length > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [attachments, outbox]);
}
