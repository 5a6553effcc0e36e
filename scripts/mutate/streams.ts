import type { Mutation } from './mutations';

const STREAMS = { project: 'integration', test: 'lib/webhooks/streams.db.test.ts' } as const;
const TUNNEL = {
  project: 'integration',
  test: 'lib/tasks/tunnel.db.test.ts',
  name: 'has WAHA call through it, follows its address, comes back when it is lost, and leaves nothing open',
} as const;
const SOCKET = { project: 'unit', test: 'lib/waha/stream.test.ts' } as const;

export const streams: Mutation[] = [
  {
    id: 'stream-one-reader',
    file: 'lib/webhooks/stream-queries.ts',
    find: 'lt(wahaServers.streamLeaseUntil, sql`now()`),',
    replace: 'sql`true`,',
    ...STREAMS,
    name: 'is read by one process; another takes over at once when that one leaves',
  },
  {
    id: 'stream-takeover',
    file: 'lib/webhooks/stream-queries.ts',
    find: 'lt(wahaServers.streamLeaseUntil, sql`now()`),',
    replace: 'sql`false`,',
    ...STREAMS,
    name: 'is taken over from a process that died, not before its lease is over',
  },
  {
    id: 'stream-fills-gaps',
    file: 'lib/webhooks/read-stream.ts',
    find: 'await wantHistory(systemScope(organizationId), id);',
    replace: 'log().debug({ organizationId, id, want: wantHistory.name });',
    ...STREAMS,
    name: 'is asked for what happened while nobody read',
  },
  {
    id: 'stream-comes-back',
    file: 'lib/webhooks/read-stream.ts',
    find: 'for (let failures = 0; !signal.aborted; )',
    replace: 'for (let failures = 0; failures === 0; failures = 1)',
    ...STREAMS,
    name: 'is read anew after each break',
  },
  {
    id: 'stream-keeps-trying',
    file: 'lib/webhooks/stream-intake.ts',
    find: 'performance.now() - from < GIVE_UP_MS;',
    replace: 'performance.now() === from;',
    ...STREAMS,
    name: 'loses nothing while the database does not take it',
  },
  {
    id: 'stream-without-webhook',
    file: 'lib/instances/session.ts',
    find: 'webhookUrl: isStreamed(server) ? null : webhookUrlOf(instance.sessionName),',
    replace: 'webhookUrl: [isStreamed(server), webhookUrlOf(instance.sessionName)][1] as string,',
    ...STREAMS,
    name: 'tells what happens without calling anybody, and says since when it is open',
  },
  {
    id: 'stream-dead-peer',
    file: 'lib/waha/stream.ts',
    find: 'if (!isHeard && !socket.isPaused) return socket.terminate();',
    replace: '',
    ...SOCKET,
    name: 'gives up a peer that answers no ping, and keeps one that does',
  },
  {
    id: 'stream-outside-only',
    file: 'lib/waha/stream.ts',
    find: '...guardFor(url, server.allowedRanges),',
    replace: '...(guardFor ? {} : {}),',
    ...SOCKET,
    name: 'asks nobody inside for a server that somebody registered',
  },
  {
    id: 'tunnel-follows',
    file: 'lib/tasks/tunnel.ts',
    find: 'if (url !== known) await announce(url);',
    replace: 'if (!known) await announce(url);',
    ...TUNNEL,
  },
  {
    id: 'tunnel-reopens',
    file: 'lib/tasks/tunnel.ts',
    find: 'for (let failures = 0; !abort.signal.aborted; failures++)',
    replace: 'for (let failures = 0; failures < 1; failures++)',
    ...TUNNEL,
  },
  {
    id: 'tunnel-closes',
    file: 'lib/tasks/tunnel.ts',
    find: 'await tunnel?.close().catch(() => {});',
    replace: '',
    ...TUNNEL,
  },
  {
    id: 'one-webhook-of-ours',
    file: 'lib/waha/session-config.ts',
    find: 'isKnown && found.length === wanted.length && found.every((url, at) => url === wanted[at])',
    replace: 'isKnown && found.length >= wanted.length',
    ...TUNNEL,
  },
];
