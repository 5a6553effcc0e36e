import { enforceLimit } from '@/lib/auth/rate-limits';
import { AppError } from '@/lib/core/errors';
import { newId, randomText } from '@/lib/core/ids';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import { sha256 } from '@/lib/core/secrets';
import { env } from '@/lib/env';
import { requireInstance } from '@/lib/instances/service';
import { insertLink, type LinkRow, revokeLinkRows, selectNewestLink } from './queries';
import type { LinkView, MadeLink } from './schema';
import { linkStateOf } from './state';

const MINUTES = 10;
const MOST_AN_HOUR = 30;

/**
 * Makes the one link of a number; an earlier one ends. Its address is in this answer and nowhere else: only its hash
 * is kept. Throws `invalid_state` for a number that works.
 */
export async function createLink(scope: Scope, instanceId: string): Promise<MadeLink> {
  authorize(scope, 'instances', 'instances:write');
  const { instance } = await requireInstance(scope, instanceId);
  if (instance.status === 'WORKING')
    throw new AppError('invalid_state', { detail: 'instanceState', params: { state: instance.status } });
  await enforceLimit(scope.db, `link:made:${instanceId}`, MOST_AN_HOUR, 60 * 60);
  const token = randomText(32);
  return inTransaction(scope, async (inside) => {
    await revokeLinkRows(inside, instanceId);
    const link = {
      id: newId(),
      instanceId,
      tokenHash: sha256(token),
      connectedBefore: instance.connectedAt,
      createdByUserId: scope.actor.kind === 'user' ? scope.actor.userId : null,
    };
    await insertLink(inside, link, MINUTES);
    const made = await requireLink(inside, instanceId);
    return { ...toLinkView(made), url: `${env().APP_URL}/link/${token}` };
  });
}

/** The newest link of a number, also one that is over; `not_found` when there was none. */
export async function getLink(scope: Scope, instanceId: string): Promise<LinkView> {
  authorize(scope, 'instances', 'instances:write');
  await requireInstance(scope, instanceId);
  return toLinkView(await requireLink(scope, instanceId));
}

/** Ends a number's link at once, also for the browser that has it. Twice changes nothing. */
export async function revokeLink(scope: Scope, instanceId: string): Promise<void> {
  authorize(scope, 'instances', 'instances:write');
  await requireInstance(scope, instanceId);
  await revokeLinkRows(scope, instanceId);
}

async function requireLink(scope: Scope, instanceId: string): Promise<LinkRow> {
  const row = await selectNewestLink(scope, instanceId);
  if (!row) throw new AppError('not_found');
  return row;
}

function toLinkView(row: LinkRow): LinkView {
  const { link } = row;
  return {
    id: link.id,
    state: linkStateOf(row),
    createdByName: row.createdByName,
    createdAt: link.createdAt.toISOString(),
    expiresAt: link.expiresAt.toISOString(),
    secondsLeft: Math.max(0, row.secondsLeft),
    claimedAt: link.claimedAt?.toISOString() ?? null,
  };
}
