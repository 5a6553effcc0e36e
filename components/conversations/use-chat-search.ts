'use client';

import { useEffect, useState } from 'react';
import type { SearchHit } from '@/lib/messages/search-schema';
import type { Wanted } from '../messages/use-jump';
import { messageSearch } from '../search/search-query';
import { useFound } from '../search/use-found';

const PAGE = 100;

/** The search within one conversation: what is found, newest first, and which of it one is at. */
export function useChatSearch(conversationId: string) {
  const [typed, setTyped] = useState<string>();
  const search = messageSearch(typed ?? '', { person: { id: conversationId, title: '' }, span: 'any' }, 0);
  const { found, isReading, readMore } = useFound<SearchHit>('/api/messages/search', search, PAGE);
  const [at, setAt] = useState(0);
  const [goal, setGoal] = useState<string>();
  const ids = found.items.map(({ message }) => message.id);
  const isKnown = search !== undefined && !isReading;

  const first = isKnown ? ids[0] : undefined;
  useEffect(() => {
    setAt(0);
    setGoal(first);
  }, [first]);

  const step = (by: 1 | -1) => {
    const next = at + by;
    if (next === ids.length - 1) readMore?.();
    const id = ids[next];
    if (!id) return;
    setAt(next);
    setGoal(id);
  };
  const wanted: Wanted = { id: goal, onShown: () => setGoal(undefined) };
  return {
    typed,
    type: setTyped,
    open: () => {
      setTyped((held) => held ?? '');
      document.querySelector<HTMLInputElement>('#chat-search')?.select();
    },
    close: () => setTyped(undefined),
    step,
    at,
    count: isKnown ? ids.length : undefined,
    hasMore: readMore !== undefined,
    error: found.error,
    wanted,
  };
}

export type ChatSearch = ReturnType<typeof useChatSearch>;
