import type { Mutation } from './mutations';

const FILL = { project: 'integration', test: 'lib/history/fill.db.test.ts' } as const;
const WATCH = { project: 'integration', test: 'lib/watchdog/watch.db.test.ts' } as const;

export const history: Mutation[] = [
  {
    id: 'history-after-an-outage',
    file: 'lib/jobs/heartbeat.ts',
    find: 'if (wasAway) await onReturn();',
    replace: '',
    project: 'integration',
    test: 'lib/jobs/heartbeat.db.test.ts',
    name: 'says when the database is back, once after each time it was away',
  },
  {
    id: 'gap-is-filled',
    file: 'lib/history/fill.ts',
    find: '(await startGap(scope, reader)) ??',
    replace: '',
    ...FILL,
    name: 'is filled once, in order, unread, late, and marked where it was',
  },
  {
    id: 'no-gap-no-recovery',
    file: 'lib/history/missed.ts',
    find: "now.getTime() - at.getTime() >= ON_ITS_WAY_MS ? 'gap' : 'live'",
    replace: "now.getTime() - at.getTime() >= -ON_ITS_WAY_MS ? 'gap' : 'live'",
    ...FILL,
    name: 'is none for what may still be on its way: it is taken in without a word',
  },
  {
    id: 'gap-shows-edits',
    file: 'lib/history/store-page.ts',
    find: 'if (edits.length > 0) await receive(scope, run.instanceId, edits);',
    replace: '',
    ...FILL,
    name: 'tells of receipts, edits, revokes and what was written on the phone',
  },
  {
    id: 'gap-begins-at-the-link',
    file: 'lib/history/gap.ts',
    find: 'return new Date(Math.max(linkedAt.getTime(), back));',
    replace: 'return new Date(Math.min(0, back));',
    ...FILL,
    name: 'leaves alone what is older than the link',
  },
  {
    id: 'import-is-no-news',
    file: 'lib/messages/receive.ts',
    find: "const isNews = !fromMe && !isLine && origin !== 'import';",
    replace: 'const isNews = !fromMe && !isLine;',
    project: 'integration',
    test: 'lib/history/import.db.test.ts',
    name: 'brings the days that were wished for, as news to nobody',
  },
  {
    id: 'silence-is-noticed',
    file: 'lib/watchdog/judge.ts',
    find: 'if (isMissing || isUnheard || isOverdue(facts, silence))',
    replace: 'if (isMissing && silence < 0)',
    ...WATCH,
    name: 'is suspected, restarted once, then reported; a signal ends it',
  },
  {
    id: 'absent-watchdog-proves-nothing',
    file: 'lib/watchdog/watch.ts',
    find: 'const isBlind = !watched.watchedAt || now.getTime() - Date.parse(watched.watchedAt) > BLIND_MS;',
    replace: 'const isBlind = !watched.watchedAt && now.getTime() < BLIND_MS;',
    ...WATCH,
    name: 'is not suspected by somebody who was away himself',
  },
];
