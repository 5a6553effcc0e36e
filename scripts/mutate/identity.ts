import type { Mutation } from './mutations';

export const identity: Mutation[] = [
  {
    id: 'ninth-digit',
    file: 'lib/core/phones.ts',
    find: "host === 'c.us' ? otherSpelling(user)",
    replace: "host === 'no.us' ? otherSpelling(user)",
    project: 'unit',
    test: 'lib/core/phones.test.ts',
    name: 'knows both spellings of a Brazilian mobile number, and only of those',
  },
  {
    id: 'one-person-one-conversation',
    file: 'lib/contacts/resolve.ts',
    find: 'people.flatMap(({ addresses }) => addresses.flatMap(sameAddresses))',
    replace: 'people.flatMap(({ addresses }) => addresses)',
    project: 'integration',
    test: 'lib/messages/receive.db.test.ts',
    name: 'keeps one conversation for one person: with and without the ninth digit',
  },
  {
    id: 'reaction-of-its-person',
    file: 'lib/messages/receive.ts',
    find: '...waited.filter(isNote).map(reviveNote)',
    replace: '',
    project: 'integration',
    test: 'lib/messages/notes.db.test.ts',
    name: 'waits for its message',
  },
];
