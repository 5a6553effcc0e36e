import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import type { ContactView } from '@/lib/contacts/schema';
import type { ConversationView } from '@/lib/conversations/schema';
import type { SearchHit } from '@/lib/messages/search-schema';
import { PLACES, type PlaceKey, type Section, toSections } from './options';
import { contactSearch, conversationSearch, messageSearch, type SearchFilters } from './search-query';
import { useFound } from './use-found';

const CONVERSATIONS = 5;
const MESSAGES = 10;

const isPlace = (key: string): key is PlaceKey => key in PLACES;

/** Everything that fits what was typed, and how it is going. `may` are the places this person may see. */
export function useOptions(typed: string, filters: SearchFilters, may: readonly string[]) {
  const t = useTranslations('search.places');
  const [now] = useState(Date.now);
  const people = useFound<ConversationView>(
    '/api/messages/conversations',
    conversationSearch(typed, filters),
    CONVERSATIONS,
  );
  const others = useFound<ContactView>('/api/contacts', contactSearch(typed, filters), CONVERSATIONS);
  const messages = useFound<SearchHit>('/api/messages/search', messageSearch(typed, filters, now), MESSAGES);
  const { items: conversations } = people.found;
  const { items: contacts } = others.found;
  const { items: hits } = messages.found;
  const hasMore = messages.readMore !== undefined;
  const places = useMemo(() => may.filter(isPlace).map((place) => ({ place, name: t(place) })), [may, t]);
  const sections = useMemo<Section[]>(
    () => toSections({ typed, conversations, contacts, hits, hasMore, places }),
    [typed, conversations, contacts, hits, hasMore, places],
  );
  return {
    sections,
    isReading: people.isReading || others.isReading || messages.isReading,
    error: messages.found.error ?? people.found.error ?? others.found.error,
    readMore: messages.readMore,
  };
}
