import type { Executor } from '@/db/client';
import { AppError } from '@/lib/core/errors';
import type { Page } from '@/lib/core/pagination';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import { publish } from '@/lib/realtime/publish';
import { readMe } from '@/lib/waha/read-event';
import type { SessionInfo } from '@/lib/waha/shapes';
import { type Address, clientOf, noteKnowledge } from './connect';
import {
  isOnlyOrganization,
  type LoadedServer,
  type ServerRow,
  selectIgnored,
  selectOwnSessions,
  selectServer,
  storeIgnored,
} from './queries';
import type { OtherSession } from './schema';
import { toUpstreamError } from './upstream';

/** Sessions on a server that are no numbers of ours. Throws WahaError. */
async function selectOthers(db: Executor, server: Address & { id?: string }): Promise<SessionInfo[]> {
  const [sessions, own] = await Promise.all([
    clientOf(server).sessions(),
    server.id ? selectOwnSessions(db, server.id) : [],
  ]);
  const ours = new Set(own);
  return sessions.filter((session) => !ours.has(session.name) && !isEmpty(session));
}

/** How many they are. Throws WahaError. */
export const countOthers = async (db: Executor, server: Address & { id?: string }): Promise<number> =>
  (await selectOthers(db, server)).length;

/** `default` exists from the start on a Core before 2026.6.1, though nobody made it. */
const isEmpty = ({ status, config, me }: SessionInfo): boolean => status === 'STOPPED' && !config && !me;

/**
 * Sessions on a server that we did not make, asked now, with what was decided about them. Throws `upstream_unavailable`
 * while it is away.
 */
export async function listOtherSessions(scope: Scope, id: string): Promise<Page<OtherSession>> {
  const { server } = await requireOpenServer(scope, id);
  const ignored = new Set(await selectIgnored(scope, id));
  const others = await selectOthers(scope.db, server).catch((error: unknown) => {
    throw toUpstreamError(error);
  });
  await noteKnowledge(scope, server, { otherSessions: others.length });
  return { data: others.map((session) => toView(session, ignored)), nextCursor: null };
}

/** Remembers that nobody wants a session as a number, or that somebody might after all. */
export async function ignoreSession(
  scope: Scope,
  { id, session }: { id: string; session: string },
  isIgnored: boolean,
): Promise<void> {
  await requireOpenServer(scope, id);
  await inTransaction(scope, async (inside) => {
    await storeIgnored(inside, id, session, isIgnored);
    await publish(inside.db, scope.organizationId, { servers: [id] });
  });
}

/**
 * A server whose other sessions the organization may see: its own, or the installation's where no other organization
 * could be meant. Throws `not_found`, `forbidden`.
 */
export async function requireOpenServer(scope: Scope, id: string): Promise<LoadedServer> {
  authorize(scope, 'instances', 'servers:manage');
  const loaded = await selectServer(scope, id);
  if (!loaded) throw new AppError('not_found');
  if (loaded.server.organizationId === null && !(await isOnlyOrganization(scope)))
    throw new AppError('forbidden', { detail: 'serverShared' });
  return loaded;
}

/** A session of another's has become a number. Inside the caller's transaction. */
export async function noteAdopted(scope: Scope, server: ServerRow, session: string): Promise<void> {
  await storeIgnored(scope, server.id, session, false);
  await noteKnowledge(scope, server, { otherSessions: Math.max(0, server.otherSessions - 1) });
}

function toView(session: SessionInfo, ignored: Set<string>): OtherSession {
  const me = session.me ? readMe(session.me) : null;
  return {
    name: session.name,
    status: session.status,
    phoneNumber: me?.phone ? `+${me.phone}` : null,
    pushName: me?.pushName ?? null,
    isIgnored: ignored.has(session.name),
  };
}
