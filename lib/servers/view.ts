import type { Scope } from '@/lib/core/scope';
import { canSign } from '@/lib/waha/version';
import { canReadStreams } from './connect';
import { freeOn, holdsOf } from './pick';
import type { LoadedServer, ServerRow } from './queries';
import { webhookFaultOf } from './reach';
import { SERVER_STATES, type ServerState, type ServerView } from './schema';

/** A row as the caller may see it: addresses are for those who manage them. */
export function toServerView(scope: Scope, loaded: LoadedServer): ServerView {
  const { server, own, ignored } = loaded;
  const isShared = server.organizationId === null;
  return {
    id: server.id,
    name: server.name,
    url: !isShared && canManage(scope) ? server.url : null,
    hasKey: server.apiKeyEncrypted !== null,
    isShared,
    engine: server.engine,
    version: server.version,
    capacity: server.capacity,
    holds: holdsOf(server),
    numbers: own,
    otherSessions: isShared ? 0 : server.otherSessions,
    ignoredSessions: ignored,
    free: freeOn(loaded),
    readsStream: server.readsStream,
    ...streamOf(server),
    health: { state: stateOf(server), checkedAt: server.checkedAt?.toISOString() ?? null },
    webhookFault: webhookFaultOf(loaded),
    createdAt: server.createdAt.toISOString(),
    updatedAt: server.updatedAt.toISOString(),
  };
}

const canManage = ({ actor }: Scope): boolean =>
  actor.kind === 'system' || actor.permissions.has('servers:manage');

/** Whether a server is listened to. A process that died can't say that its stream is no longer open: its lease does. */
export function streamOf(server: ServerRow): Pick<ServerView, 'streamState' | 'streamOpenSince'> {
  const { readsStream, streamOpenAt, streamLeaseUntil } = server;
  if (!readsStream) return { streamState: 'off', streamOpenSince: null };
  if (!canReadStreams()) return { streamState: 'unsupported', streamOpenSince: null };
  const isHeld = streamLeaseUntil !== null && streamLeaseUntil > new Date();
  if (!streamOpenAt || !isHeld) return { streamState: 'waiting', streamOpenSince: null };
  return { streamState: 'open', streamOpenSince: streamOpenAt.toISOString() };
}

function stateOf({ lastError, version, tier }: ServerRow): ServerState {
  if (lastError) return SERVER_STATES.find((state) => state === lastError) ?? 'away';
  if (version === null) return 'unknown';
  return canSign(tier, version) ? 'ok' : 'unsigned';
}
