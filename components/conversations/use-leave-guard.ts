import { useEffect } from 'react';
import type { Inbox } from './inbox-context';

/** Asks before the page is left while something is only in it: picked files, a voice note, and what the server has not taken. */
export function useLeaveGuard({ attachments, voice, outbox }: Inbox): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      const hasFiles = [...attachments.all.get().values()].some(({ files }) => files.length > 0);
      if (hasFiles || voice.all.get().size > 0 || outbox.entries.get().length > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [attachments, voice, outbox]);
}
