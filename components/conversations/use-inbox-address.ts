'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { conversationOf, type InboxFilters, inboxAddress, readFilters } from './inbox-address';

/**
 * The address as the inbox understands it. It is changed without asking the server: list and thread are already
 * here or are read by themselves, so that opening a conversation costs no page.
 */
export function useInboxAddress() {
  const openId = conversationOf(usePathname());
  const params = useSearchParams();
  const filters = useMemo(() => readFilters(params), [params]);
  const open = useCallback(
    (id: string | undefined) => window.history.pushState(null, '', inboxAddress(id, filters)),
    [filters],
  );
  const setFilters = useCallback(
    (change: Partial<InboxFilters>) =>
      window.history.replaceState(null, '', inboxAddress(openId, { ...filters, ...change })),
    [openId, filters],
  );
  return { openId, filters, open, setFilters };
}
