import type { ContactView } from '@/lib/contacts/schema';
import type { ConversationView } from '@/lib/conversations/schema';
import type { SearchHit } from '@/lib/messages/search-schema';
import { inboxAddress, readFilters, writeAddress } from '../conversations/inbox-address';
import { fold } from './highlight';

/** Pages one can go to by name. */
export const PLACES = {
  home: '/',
  conversations: '/conversations',
  whatsapp: '/whatsapp',
  servers: '/settings/servers',
  health: '/settings/health',
  tokens: '/settings/tokens',
  monitoring: '/settings/monitoring',
  templates: '/settings/templates',
  personal: '/settings/personal',
  docs: '/docs',
} as const;
export type PlaceKey = keyof typeof PLACES;

/** One line of the command bar that can be chosen. */
export type Option =
  | { kind: 'conversation'; key: string; view: ConversationView }
  | { kind: 'contact'; key: string; contact: ContactView }
  | { kind: 'message'; key: string; hit: SearchHit }
  | { kind: 'more'; key: 'more' }
  | { kind: 'place'; key: string; place: PlaceKey; name: string };

export type Section = { id: 'conversations' | 'contacts' | 'messages' | 'places'; options: Option[] };

type Input = {
  typed: string;
  conversations: readonly ConversationView[];
  contacts: readonly ContactView[];
  hits: readonly SearchHit[];
  hasMore: boolean;
  /** Where this person may go, with the names in their language. */
  places: readonly { place: PlaceKey; name: string }[];
};

/** What is shown for what was typed, section by section; one with nothing in it is left out. */
export function toSections({ typed, conversations, contacts, hits, hasMore, places }: Input): Section[] {
  const words = fold(typed.trim());
  const sections: Section[] = [
    {
      id: 'conversations',
      options: conversations.map((view) => ({ kind: 'conversation', key: `c${view.id}`, view })),
    },
    {
      id: 'contacts',
      options: contacts.map((contact) => ({ kind: 'contact', key: `k${contact.id}`, contact })),
    },
    {
      id: 'messages',
      options: [
        ...hits.map((hit): Option => ({ kind: 'message', key: `m${hit.message.id}`, hit })),
        ...(hasMore ? [{ kind: 'more', key: 'more' } as const] : []),
      ],
    },
    {
      id: 'places',
      options: places
        .filter(({ name }) => fold(name).includes(words))
        .map(({ place, name }) => ({ kind: 'place', key: `p${place}`, place, name })),
    },
  ];
  return sections.filter(({ options }) => options.length > 0);
}

/** Where an option leads; in the inbox its filters stay. `search` is the address's own. */
export function addressOf(option: Option, search: string): string | undefined {
  const filters = readFilters(new URLSearchParams(search));
  if (option.kind === 'place') return PLACES[option.place];
  if (option.kind === 'conversation') return inboxAddress(option.view.id, filters);
  if (option.kind === 'contact') return writeAddress(option.contact.phoneNumber, filters);
  if (option.kind === 'message')
    return inboxAddress(option.hit.conversation.id, filters, option.hit.message.id);
  return undefined;
}
