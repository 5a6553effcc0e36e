import type { Mutation } from './mutations';

const TURN = {
  file: 'components/realtime/turn.ts',
  project: 'unit',
  test: 'components/realtime/turn.test.ts',
} as const;

export const live: Mutation[] = [
  {
    id: 'stream-goes-on',
    ...TURN,
    find: '    release();\n',
    replace: '',
    name: 'goes from a tab that leaves to the one that waited longest, and to nobody twice',
  },
  {
    id: 'hung-tab-loses-the-stream',
    ...TURN,
    find: '{ steal: true }',
    replace: '{}',
    name: 'is taken from a tab that hangs, which waits again when it comes to itself',
  },
];
