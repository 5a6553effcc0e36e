import { violatedConstraint } from '@/lib/core/database-errors';
import { AppError } from '@/lib/core/errors';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import { requireInstanceRoom } from '@/lib/organizations/limits';
import { clientOf } from '@/lib/servers/connect';
import { noteAdopted, requireOpenServer } from '@/lib/servers/others';
import { requireSigning } from '@/lib/servers/pick';
import { toUpstreamError } from '@/lib/servers/upstream';
import { newInstanceRow } from './new-row';
import { insertInstance, lockInstanceCount } from './queries';
import type { InstanceView } from './schema';
import { requireInstance, wakeSync } from './service';
import { toInstanceView } from './view';

type Place = { id: string; session: string };

/** Sees to it that a session that is to be adopted is there. Outside of any transaction. Throws `not_found`. */
export async function findAdoptable(scope: Scope, _body: unknown, { id, session }: Place): Promise<void> {
  const { server } = await requireOpenServer(scope, id);
  requireSigning(server);
  const found = await clientOf(server)
    .findSession(session)
    .catch((error: unknown) => {
      throw toUpstreamError(error);
    });
  if (!found) throw new AppError('not_found');
}

/**
 * Makes a number of a session that was on a server before us: it stays linked, our webhook joins those it has, and it is
 * never deleted with the number. Throws `limit_reached`, or `conflict` when it is a number already.
 */
export async function adoptSession(
  scope: Scope,
  { id: serverId, session }: Place,
  { name }: { name: string },
): Promise<InstanceView> {
  authorize(scope, 'instances', 'instances:write');
  return inTransaction(scope, async (inside) => {
    await requireInstanceRoom(inside, await lockInstanceCount(inside));
    const { server } = await requireOpenServer(inside, serverId);
    const row = newInstanceRow(inside, server, { name }, session);
    await insertInstance(inside, row).catch((error: unknown) => {
      if (violatedConstraint(error) === 'instances_waha_session_key')
        throw new AppError('conflict', { detail: 'sessionTaken' });
      throw error;
    });
    await noteAdopted(inside, server, session);
    await wakeSync(inside, row.id);
    return toInstanceView(await requireInstance(inside, row.id));
  });
}
