import type { Mutation } from './mutations';

const file = 'lib/links/guest.ts';
const queries = 'lib/links/queries.ts';
const shared = { project: 'integration', test: 'lib/links/link.db.test.ts' } as const;

export const links: Mutation[] = [
  {
    ...shared,
    id: 'link-once',
    file: queries,
    find: '        isNull(pairingLinks.claimedAt),\n',
    replace: '',
    name: 'belongs to the one browser that was first, whoever presses at the same time',
  },
  {
    ...shared,
    id: 'link-ten-minutes',
    file: 'lib/links/state.ts',
    find: "if (secondsLeft < 0) return 'expired';",
    replace: '',
    name: 'ends after ten minutes, for who has it too',
  },
  {
    ...shared,
    id: 'link-cancelled',
    file: 'lib/links/state.ts',
    find: "if (link.revokedAt) return 'revoked';",
    replace: '',
    name: 'ends at once when it is cancelled, and when another is made',
  },
  {
    ...shared,
    id: 'link-over-when-done',
    file: 'lib/links/state.ts',
    find: 'connectedAt && connectedAt',
    replace: 'connectedAt && !link.id && connectedAt',
    name: 'is over once its number was connected, also when it is off again',
  },
  {
    ...shared,
    id: 'link-own-cookie',
    file,
    find: 'row?.link.id !== id || row.isModuleOff',
    replace: '!row || row.isModuleOff',
    name: 'opens nothing to the cookie of another link, nor to its own address',
  },
  {
    ...shared,
    id: 'link-secrets-hashed',
    file: 'lib/links/service.ts',
    find: 'tokenHash: sha256(token)',
    replace: 'tokenHash: token || sha256(token)',
    name: 'keeps no secret of its own in the table, and tells nothing of the number but name and state',
  },
];
