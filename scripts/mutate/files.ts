import type { Mutation } from './mutations';

const INBOUND = { project: 'integration', test: 'lib/messages/inbound-media.db.test.ts' } as const;
const FORWARD = { project: 'integration', test: 'lib/messages/forward.db.test.ts' } as const;
const BUCKET = { project: 'integration', test: 'lib/media/s3-store.db.test.ts' } as const;

export const files: Mutation[] = [
  {
    id: 'files-come-with-messages',
    file: 'lib/messages/receive.ts',
    find: 'wakeMediaFetches(scope, stored.files)',
    replace: 'wakeMediaFetches(scope, [])',
    ...INBOUND,
    name: 'is asked for with the message, shown before it is there, and kept with its measures and a smaller picture',
  },
  {
    id: 'expired-file-is-asked-for',
    file: 'lib/messages/inbound-media.ts',
    find: '.catch(ignoreGone)',
    replace: '',
    ...INBOUND,
    name: 'is fetched from WhatsApp once more when WAHA answers',
  },
  {
    id: 'files-wait-for-waha',
    file: 'lib/messages/inbound-media.ts',
    find: "const isAway = error.kind === 'unreachable' || error.status === 422;",
    replace: 'const isAway = error.status === 422;',
    ...INBOUND,
    name: 'waits while WAHA is away, without giving up',
  },
  {
    id: 'missing-file-says-why',
    file: 'lib/messages/inbound-media.ts',
    find: "if (wait === undefined) return giveUp(scope, message, 'unavailable');",
    replace: 'if (wait === undefined) return;',
    ...INBOUND,
    name: 'is tried again later when it was cut, at growing distance, and says so when nothing helped',
  },
  {
    id: 'file-once',
    file: 'lib/messages/media-queries.ts',
    find: "and media ->> 'id' is null and revoked_at is null\n    returning id",
    replace: 'and revoked_at is null\n    returning id',
    ...INBOUND,
    name: 'is fetched once, however often the job runs, and the same bytes are kept once',
  },
  {
    id: 'bytes-tell-the-type',
    file: 'lib/media/mimetype.ts',
    find: 'return word && !RECOGNISABLE.test(word) ? word : UNKNOWN;',
    replace: 'return word ?? UNKNOWN;',
    ...INBOUND,
    name: 'that is no picture stays a file',
  },
  {
    id: 'nothing-inside-is-asked',
    file: 'lib/core/public-address.ts',
    find: "if (parsed.range() === 'unicast') return true;",
    replace: "if (parsed.range() !== 'loopback') return true;",
    project: 'unit',
    test: 'lib/core/public-address.test.ts',
    name: 'a range that the operator allowed is, and only that',
  },
  {
    id: 'forward-falls-back',
    file: 'lib/messages/dispatch.ts',
    find: 'if (forwarded && isNotForwarded(error)) {',
    replace: 'if (forwarded && isNotForwarded(error) && item.id.length === 0) {',
    ...FORWARD,
    name: 'is sent as one of its own when the phone no longer knows it',
  },
  {
    id: 'away-is-not-lost',
    file: 'lib/media/s3-store.ts',
    find: '      await check();\n      return undefined;',
    replace: '      return undefined;',
    ...BUCKET,
    name: 'never takes a bucket that is away for a file that is lost',
  },
  {
    id: 'unclaimed-uploads-go',
    file: 'lib/media/s3-store.ts',
    find: 'const INCOMING = /^incoming',
    replace: 'const INCOMING = /^elsewhere',
    ...BUCKET,
    name: 'lists what was put by address and never taken up apart from what is kept',
  },
  {
    id: 'refused-uploads-go',
    file: 'lib/media/direct.ts',
    find: "    if (error instanceof AppError && error.code !== 'unavailable') await removeFile(key);\n",
    replace: '',
    project: 'integration',
    test: 'lib/media/direct.db.test.ts',
    name: 'what is refused is removed',
  },
];
