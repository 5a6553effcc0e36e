import type { Mutation } from './mutations';

const CACHE = { project: 'unit', test: 'components/messages/thread-cache.test.ts' } as const;
const PEOPLE = {
  project: 'integration',
  test: 'lib/contacts/search.db.test.ts',
  name: 'finds people by name and phone',
} as const;
const STATE = { project: 'unit', test: 'components/messages/thread-state.test.ts' } as const;

export const reading: Mutation[] = [
  {
    id: 'heard-while-read',
    file: 'components/messages/thread-cache.ts',
    find: 'if (ear.conversationId === message.conversationId) ear.heard.push([message, origin]);',
    replace: 'if (ear.conversationId === message.id) ear.heard.push([message, origin]);',
    ...CACHE,
    name: 'holds what the stream told while it was on its way, the first time and at a new place',
  },
  {
    id: 'left-is-let-go',
    file: 'components/messages/thread-cache.ts',
    find: "trimThread(held.thread, 'newest', LEFT)",
    replace: 'held.thread',
    ...CACHE,
    name: 'is let go of when one leaves: a part in the middle whole, of the rest all but the end',
  },
  {
    id: 'part-has-no-holes',
    file: 'components/messages/thread-state.ts',
    find: 'if (place === 0 && index !== 0 && thread.hasNewer)',
    replace: 'if (place === 1 && index !== 0 && thread.hasNewer)',
    ...STATE,
    name: 'leaves to paging what arrives below it, and counts what others wrote',
  },
  {
    id: 'divider-breaks-albums',
    file: 'components/messages/albums.ts',
    find: 'if (!fits || row.startsGroup || row.unreadBelow !== undefined) close();',
    replace: 'if (!fits) close();',
    project: 'unit',
    test: 'components/messages/albums.test.ts',
    name: 'is broken by the unread divider, which stays where it is',
  },
  {
    id: 'people-by-phone',
    file: 'lib/contacts/search-queries.ts',
    find: "a.address like '%@c.us' and a.address like",
    replace: "a.address like '%@c.us' and a.address =",
    ...PEOPLE,
  },
  {
    id: 'people-of-groups-too',
    file: 'lib/contacts/search-queries.ts',
    find: ': sql`and not ',
    replace: ': sql`and ',
    ...PEOPLE,
  },
  {
    id: 'people-without-accents',
    file: 'lib/contacts/search-queries.ts',
    find: "and recado_fold(coalesce(n.name, '') || ' ' || coalesce(n.push_name, ''))",
    replace: "and (coalesce(n.name, '') || ' ' || coalesce(n.push_name, ''))",
    ...PEOPLE,
  },
  {
    id: 'unread-counted-seldom',
    file: 'components/conversations/unread-store.ts',
    find: 'Math.max(SOON_MS, this.readAt + EVERY_MS - Date.now())',
    replace: 'SOON_MS',
    project: 'unit',
    test: 'components/conversations/unread-store.test.ts',
    name: 'a thousand events in half a minute are six counts; the first comes at once, and the last is right',
  },
  {
    id: 'unread-counted-so-far',
    file: 'lib/conversations/unread-queries.ts',
    find: 'instance_id, kind limit ',
    replace: 'instance_id, kind limit 10 * ',
    project: 'integration',
    test: 'lib/conversations/unread.db.test.ts',
    name: 'costs the same with twenty thousand: one index, and no farther than a hundred',
  },
  {
    id: 'group-asked-seldom',
    file: 'components/conversations/group-store.ts',
    find: 'if (entry.isReading || Date.now() < entry.freshUntil) return;',
    replace: 'if (entry.isReading) return;',
    project: 'unit',
    test: 'components/conversations/group-store.test.ts',
    name: 'asks once for all who look at a group within ten minutes, and again when somebody came or went',
  },
];
