import type { Mutation } from './mutations';

const PICKED = { project: 'unit', test: 'components/attachments/attachment-store.test.ts' } as const;

export const composing: Mutation[] = [
  {
    id: 'programs-by-their-bytes',
    file: 'components/attachments/check-file.ts',
    find: 'program.every((byte, at) => start[at] === byte)',
    replace: 'program.length === 0 && start',
    project: 'unit',
    test: 'components/attachments/check-file.test.ts',
    name: 'a Windows program under another name',
  },
  {
    id: 'words-become-the-caption',
    file: 'components/attachments/attachment-store.ts',
    find: 'first.caption = this.drafts.textOf(conversationId)',
    replace: "first.caption = ''",
    ...PICKED,
    name: 'takes what was written as its first caption, and gives it back when it is thrown out',
  },
  {
    id: 'captions-stay-with-their-files',
    file: 'components/attachments/attachment-store.ts',
    find: 'file.id === picked.selectedId ? { ...file, caption } : file',
    replace: '({ ...file, caption })',
    ...PICKED,
    name: 'keeps each caption with its file, also as a draft',
  },
];
