import type { Mutation } from './mutations';

const OUTBOX = { project: 'integration', test: 'lib/messages/outbox.db.test.ts' } as const;

export const sending: Mutation[] = [
  {
    id: 'one-drain-at-a-time',
    file: 'lib/messages/outbox-queries.ts',
    find: 'order by m.next_attempt_at > now(), case when m.next_attempt_at > now() then m.next_attempt_at end, m.id limit 1',
    replace: 'order by m.id desc limit 1',
    ...OUTBOX,
    name: 'sends in order, each once',
  },
  {
    id: 'unanswered-is-checked',
    file: 'lib/messages/outcome.ts',
    find: "if (error.kind === 'unanswered') return { kind: 'check' };",
    replace: "if (error.kind === 'unanswered') return { kind: 'wait' };",
    ...OUTBOX,
    name: 'asks for a send whose answer was cut, and never sends it again',
  },
  {
    id: 'asked-twice',
    file: 'lib/messages/check.ts',
    find: 'const ABSENCES_NEEDED = 2;',
    replace: 'const ABSENCES_NEEDED = 1;',
    ...OUTBOX,
    name: 'sends again only what WAHA said twice is not there',
  },
  {
    id: 'unsettled-is-a-persons',
    file: 'lib/messages/check.ts',
    find: "status: 'failed',\n      errorCode: 'unsettled',",
    replace: "status: 'queued',\n      errorCode: 'unsettled',",
    ...OUTBOX,
    name: 'leaves to a person what went out without an id and nobody can tell',
  },
  {
    id: 'nothing-overtakes',
    file: 'lib/messages/outbox-queries.ts',
    find: 'select distinct on (m.conversation_id) m.*',
    replace: 'select m.*',
    ...OUTBOX,
    name: 'lets nothing overtake a message whose fate is not known',
  },
  {
    id: 'late-id-moves-its-notes',
    file: 'lib/messages/receive.ts',
    find: 'takeWaiting(scope, instanceId, [...stored.fresh, ...stored.adopted])',
    replace: 'takeWaiting(scope, instanceId, [...stored.fresh])',
    project: 'integration',
    test: 'lib/messages/settle.db.test.ts',
    name: 'is applied when the echo tells the id',
  },
];
