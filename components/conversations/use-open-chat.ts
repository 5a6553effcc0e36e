'use client';

import { useCallback } from 'react';
import { useInbox } from './inbox-context';
import { useInboxAddress } from './use-inbox-address';

/**
 * Opens a conversation, or none: shown at once, while the router takes some frames to hear of the new address. One that
 * is opened at a message waits for it: the address says which.
 */
export function useOpenChat(): (id: string | undefined, messageId?: string) => void {
  const { conversations } = useInbox();
  const { open } = useInboxAddress();
  return useCallback(
    (id, messageId) => {
      if (!messageId) conversations.setOpen(id);
      open(id, messageId);
    },
    [conversations, open],
  );
}
