import type { Mutation } from './mutations';

const CHANGES = { project: 'integration', test: 'lib/messages/changes.db.test.ts' } as const;

export const changing: Mutation[] = [
  {
    id: 'change-survives-a-kill',
    file: 'lib/messages/change-queries.ts',
    find: "update message_changes set state = 'queued', attempts = attempts + 1",
    replace: "update message_changes set state = 'sending', attempts = attempts + 1",
    ...CHANGES,
    name: 'is not lost when the process dies in the middle of the call',
  },
  {
    id: 'failed-change-is-not-shown',
    file: 'lib/messages/wishes.ts',
    find: "row.changes.filter(({ state }) => state !== 'failed').reduce(apply, row)",
    replace: 'row.changes.reduce(apply, row)',
    ...CHANGES,
    name: 'fails with its reason when the engine refuses, and can be repeated or dismissed',
  },
  {
    id: 'unsent-is-taken-back-here',
    file: 'lib/messages/changes.ts',
    find: 'if (row.message.revokedAt || (await cancelUnsent(inside, id))) return;',
    replace: 'if (row.message.revokedAt) return;',
    ...CHANGES,
    name: 'changes or takes back what still waits here, without WhatsApp',
  },
  {
    id: 'last-reaction-wins',
    file: 'lib/messages/change-queries.ts',
    find: 'return isSameSecond ? new Date(last + 1) : at;',
    replace: 'return at;',
    ...CHANGES,
    name: 'takes a reaction back and gives another within the same second',
  },
  {
    id: 'deleted-is-not-passed-on',
    file: 'lib/messages/forward.ts',
    find: 'if (withWishes(row).message.revokedAt)',
    replace: 'if (message.revokedAt)',
    project: 'integration',
    test: 'lib/messages/forward.db.test.ts',
    name: 'is refused as soon as its deletion was asked for',
  },
  {
    id: 'earlier-ticks-keep-their-time',
    file: 'lib/messages/receive-queries.ts',
    find: "coalesce(m.status_times, '{}') || jsonb_build_object(known.next, now())",
    replace: 'jsonb_build_object(known.next, now())',
    project: 'integration',
    test: 'lib/messages/receipts.db.test.ts',
    name: 'keeps when each tick was told, the earlier ones too',
  },
  {
    id: 'answer-not-over-event',
    file: 'components/messages/thread-cache.ts',
    find: 'if ((thread?.heardAt.get(message.id) ?? 0) <= tick)',
    replace: 'if (tick >= 0)',
    project: 'unit',
    test: 'components/messages/thread-cache.test.ts',
    name: 'does not put an answer over what the stream has told since the call began',
  },
  {
    id: 'dismissed-for-everybody',
    file: 'lib/messages/view.ts',
    find: "message.letGo === 'dismissed'",
    replace: "message.letGo === 'released'",
    project: 'integration',
    test: 'lib/messages/changes.db.test.ts',
    name: 'is nothing more where nobody can tell whether it left, and somebody takes that as it is, for everybody',
  },
];
