import { violatedConstraint } from '@/lib/core/database-errors';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import type { Page } from '@/lib/core/pagination';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import { addJobs } from '@/lib/jobs/add-job';
import { publish } from '@/lib/realtime/publish';
import { canReadStreams } from './connect';
import { type Examined, examineServer } from './examine';
import {
  insertServer,
  type LoadedServer,
  lockServers,
  selectNumbersOn,
  selectServer,
  selectServers,
  updateOwnServer,
} from './queries';
import type { RegisterServerInput, ServerView, UpdateServerInput } from './schema';
import { toServerView } from './view';

/** Every server that the organization may use, oldest first: the installation's own and those its owners registered. */
export async function listServers(scope: Scope): Promise<Page<ServerView>> {
  authorize(scope, 'instances', 'instances:read');
  const servers = await selectServers(scope);
  return { data: servers.map((server) => toServerView(scope, server)), nextCursor: null };
}

export async function getServer(scope: Scope, id: string): Promise<ServerView> {
  authorize(scope, 'instances', 'instances:read');
  return toServerView(scope, await requireServer(scope, id));
}

/** The row; throws `not_found` also for another organization's and a removed one. */
export async function requireServer(scope: Scope, id: string): Promise<LoadedServer> {
  const row = await selectServer(scope, id);
  if (!row) throw new AppError('not_found');
  return row;
}

/** Keeps a server that was examined just now. Throws `conflict` when its address or name is registered already. */
export async function registerServer(
  scope: Scope,
  { name, capacity = null, readsStream = false }: RegisterServerInput,
  examined: Examined,
): Promise<ServerView> {
  authorize(scope, 'instances', 'servers:manage');
  if (readsStream) requireStreams();
  return inTransaction(scope, async (inside) => {
    await lockServers(inside);
    await requireNewAddress(inside, examined.url);
    const id = newId();
    await insertServer(inside, { id, name, capacity, readsStream, ...examined }).catch(refuseTakenName);
    await publish(inside.db, scope.organizationId, { servers: [id] });
    return toServerView(inside, await requireServer(inside, id));
  });
}

/**
 * Renames a server, gives it another key, address or capacity. What it will be asked with is examined first. Throws
 * `forbidden` for the installation's own.
 */
export async function updateServer(scope: Scope, id: string, input: UpdateServerInput): Promise<ServerView> {
  authorize(scope, 'instances', 'servers:manage');
  const { server } = await requireOwnServer(scope, id);
  if (input.readsStream && !server.readsStream) requireStreams();
  const isNewPlace = input.url !== undefined && input.url !== server.url;
  if (isNewPlace && !input.apiKey && server.apiKeyEncrypted)
    throw new AppError('invalid', {
      detail: 'serverKeyNeeded',
      errors: [{ path: 'apiKey', message: 'is needed with a new address' }],
    });
  const examined =
    isNewPlace || input.apiKey
      ? await examineServer(scope, { url: input.url ?? server.url, apiKey: input.apiKey })
      : {};
  return inTransaction(scope, async (inside) => {
    await lockServers(inside);
    await requireOwnServer(inside, id);
    if (input.url) await requireNewAddress(inside, input.url, id);
    const { name = server.name, capacity = server.capacity, readsStream = server.readsStream } = input;
    const change = { ...examined, name, capacity, readsStream };
    await updateOwnServer(inside, id, change).catch(refuseTakenName);
    if (readsStream !== server.readsStream) await wakeSessions(inside, id);
    await publish(inside.db, scope.organizationId, { servers: [id] });
    return toServerView(inside, await requireServer(inside, id));
  });
}

/** Forgets a server and its key. Throws `conflict` while numbers are on it, `forbidden` for the installation's own. */
export async function removeServer(scope: Scope, id: string): Promise<void> {
  authorize(scope, 'instances', 'servers:manage');
  await inTransaction(scope, async (inside) => {
    await lockServers(inside);
    const { all } = await requireOwnServer(inside, id);
    if (all > 0) throw new AppError('conflict', { detail: 'serverInUse', params: { count: all } });
    await updateOwnServer(inside, id, { removedAt: new Date(), apiKeyEncrypted: null });
    await publish(inside.db, scope.organizationId, { servers: [id] });
  });
}

/** Reading a stream takes a process that stays. */
function requireStreams(): void {
  if (!canReadStreams()) throw new AppError('conflict', { detail: 'streamServerless' });
}

/** How the sessions of a server tell us things has changed: their configs have to follow. */
async function wakeSessions(scope: Scope, serverId: string): Promise<void> {
  const { organizationId } = scope;
  const ids = await selectNumbersOn(scope, serverId);
  const payloads = ids.map((instanceId) => ({ id: instanceId, payload: { organizationId, instanceId } }));
  await addJobs(scope.db, 'carry_out_wish', 'sync', payloads);
}

async function requireOwnServer(scope: Scope, id: string): Promise<LoadedServer> {
  const loaded = await requireServer(scope, id);
  if (loaded.server.organizationId === null) throw new AppError('forbidden', { detail: 'serverShared' });
  return loaded;
}

async function requireNewAddress(scope: Scope, url: string, except?: string): Promise<void> {
  const servers = await selectServers(scope);
  if (servers.some(({ server }) => server.url === url && server.id !== except))
    throw new AppError('conflict', { detail: 'serverKnown' });
}

function refuseTakenName(error: unknown): never {
  if (violatedConstraint(error) === 'waha_servers_name_key')
    throw new AppError('conflict', { detail: 'serverNameTaken' });
  throw error;
}
