import { z } from 'zod';
import { violatedConstraint } from '@/lib/core/database-errors';
import { AppError } from '@/lib/core/errors';
import { moment } from '@/lib/core/moment';
import { cursorKind, type Page, type PageInput, toPage } from '@/lib/core/pagination';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import { closeIncidents } from '@/lib/incidents/service';
import { addJob, UNASKED } from '@/lib/jobs/add-job';
import { requireInstanceRoom } from '@/lib/organizations/limits';
import { publish } from '@/lib/realtime/publish';
import { pickServer } from '@/lib/servers/pick';
import { newInstanceRow } from './new-row';
import {
  type InstanceWithServer,
  insertInstance,
  lockInstanceCount,
  selectInstance,
  selectInstances,
  selectInstancesByIds,
  updateInstanceRow,
} from './queries';
import type { CreateInstanceInput, InstanceView, UpdateInstanceInput } from './schema';
import { wakeRemoval } from './take-down';
import { toInstanceView } from './view';

const cursors = cursorKind('instances', z.tuple([moment, z.uuid()]));

/** The organization's numbers, oldest first. */
export async function listInstances(scope: Scope, { limit, cursor }: PageInput): Promise<Page<InstanceView>> {
  authorize(scope, 'instances', 'instances:read');
  const [createdAt, id] = cursor ? cursors.decode(cursor) : [];
  const after = createdAt && id ? { createdAt: new Date(createdAt), id } : undefined;
  const rows = await selectInstances(scope, { limit, after });
  return toPage(
    rows,
    limit,
    ({ instance }) => cursors.encode([instance.createdAt.toISOString(), instance.id]),
    toInstanceView,
  );
}

export async function getInstance(scope: Scope, id: string): Promise<InstanceView> {
  authorize(scope, 'instances', 'instances:read');
  return toInstanceView(await requireInstance(scope, id));
}

/** The row with its server; throws `not_found` also for another organization's and a deleted one. */
export async function requireInstance(scope: Scope, id: string): Promise<InstanceWithServer> {
  const row = await selectInstance(scope, id);
  if (!row) throw new AppError('not_found');
  return row;
}

/** Views of these instances that exist, for the event stream. */
export const viewInstances = async (scope: Scope, ids: string[]): Promise<InstanceView[]> =>
  ids.length === 0 ? [] : (await selectInstancesByIds(scope, ids)).map(toInstanceView);

/**
 * Makes a number (STOPPED). Its WAHA session follows by a job, so it works while WAHA is away. Throws `limit_reached`,
 * or `conflict` when the server is known to hold no further session, or not to sign.
 */
export async function createInstance(scope: Scope, input: CreateInstanceInput): Promise<InstanceView> {
  authorize(scope, 'instances', 'instances:write');
  return inTransaction(scope, async (inside) => {
    await requireInstanceRoom(inside, await lockInstanceCount(inside));
    const server = await pickServer(inside, input.serverId);
    const row = newInstanceRow(inside, server, input);
    await insertInstance(inside, row).catch((error: unknown) => {
      if (violatedConstraint(error) === 'instances_waha_session_key')
        throw new AppError('conflict', { detail: 'serverFull' });
      throw error;
    });
    await wakeSync(inside, row.id);
    return toInstanceView(await requireInstance(inside, row.id));
  });
}

export async function updateInstance(
  scope: Scope,
  id: string,
  input: UpdateInstanceInput,
): Promise<InstanceView> {
  authorize(scope, 'instances', 'instances:write');
  return inTransaction(scope, async (inside) => {
    const { instance } = await requireInstance(inside, id);
    const settings = { ...instance.settings, ...input.settings };
    await updateInstanceRow(inside, id, { name: input.name ?? instance.name, settings });
    await publish(inside.db, scope.organizationId, { instances: [id] });
    if (settings.ignoreGroups !== instance.settings.ignoreGroups) await wakeSync(inside, id);
    // A larger budget or another pace may let something go.
    if (input.settings) await wakeDrain(inside, id);
    return toInstanceView(await requireInstance(inside, id));
  });
}

/** Takes a number out of every list at once; its conversations stay, and WAHA's session goes by a job. */
export async function deleteInstance(scope: Scope, id: string): Promise<void> {
  authorize(scope, 'instances', 'instances:write');
  await inTransaction(scope, async (inside) => {
    await requireInstance(inside, id);
    await updateInstanceRow(inside, id, { deletedAt: new Date(), wish: null, wishId: null });
    await closeIncidents(inside, id, 'deleted');
    await wakeRemoval(inside, id);
    // What waits there says at once that it will not leave.
    await wakeDrain(inside, id);
    await publish(inside.db, scope.organizationId, { instances: [id] });
  });
}

/** Has the outbox of a number looked at: what kept something there may be over. */
export const wakeDrain = (scope: Scope, id: string): Promise<void> =>
  addJob(
    scope.db,
    'drain_outbox',
    { organizationId: scope.organizationId, instanceId: id },
    { key: `drain:${id}` },
  );

/** Has the session brought to what its row says, soon and one at a time. */
export async function wakeSync(scope: Scope, id: string, runAt?: Date): Promise<void> {
  const key = runAt ? `sync-later:${id}` : `sync:${id}`;
  await addJob(
    scope.db,
    'carry_out_wish',
    { organizationId: scope.organizationId, instanceId: id },
    { key, runAt },
  );
}

/** The same when nobody asked for it: after all that somebody waits for. */
export const lookAfter = (scope: Scope, id: string, runAt?: Date): Promise<void> =>
  addJob(
    scope.db,
    'carry_out_wish',
    { organizationId: scope.organizationId, instanceId: id },
    { key: `round:${id}`, priority: UNASKED, maxAttempts: 1, runAt },
  );
