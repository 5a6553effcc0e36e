'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useState } from 'react';
import {
  conversationOf,
  type InboxFilters,
  inboxAddress,
  readFilters,
  readMessageId,
  readWriteTo,
} from './inbox-address';

/**
 * The address as the inbox understands it. It is changed without asking the server: list and thread are already
 * here or are read by themselves, so that opening a conversation costs no page.
 */
export function useInboxAddress() {
  const openId = conversationOf(usePathname());
  const params = useSearchParams();
  // Every move gives other parameters, of the same text: as long as that is so, nothing below is rendered anew for them.
  const search = params.toString();
  const filters = useMemo(() => readFilters(new URLSearchParams(search)), [search]);
  const messageId = readMessageId(params);
  const writeTo = readWriteTo(params);
  const open = useCallback(
    (id: string | undefined, message?: string) =>
      window.history.pushState(null, '', inboxAddress(id, filtersNow(), message)),
    [],
  );
  /** What the address asked for was shown: the same link leads there again. */
  const forget = useCallback(
    () => window.history.replaceState(null, '', inboxAddress(openNow(), filtersNow())),
    [],
  );
  const setFilters = useCallback((change: FilterChange) => {
    const now = filtersNow();
    const next = typeof change === 'function' ? change(now) : change;
    window.history.replaceState(null, '', inboxAddress(openNow(), { ...now, ...next }));
  }, []);
  return { openId, messageId, writeTo, filters, open, forget, setFilters };
}

/** What becomes other filters; of those that hold now where one depends on another, or on itself. */
export type FilterChange = Partial<InboxFilters> | ((now: InboxFilters) => Partial<InboxFilters>);

/** The router hears late of an address: who has gone on is not called back, and who presses twice means both. */
const openNow = () => conversationOf(window.location.pathname);
const filtersNow = () => readFilters(new URLSearchParams(window.location.search));

/**
 * Whether the address may be changed from here: not before the router above hears of it, or the page would stay as
 * it is. Until then a link is a plain link.
 */
export function useAddressReady(): boolean {
  const [isReady, setReady] = useState(false);
  // What an effect sets is rendered once the effects of all above have run.
  useEffect(() => setReady(true), []);
  return isReady;
}
