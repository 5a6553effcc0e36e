import type { Join } from '@/lib/contacts/plan';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { claimInstances } from '@/lib/instances/lock';
import { addJob } from '@/lib/jobs/add-job';
import { publish } from '@/lib/realtime/publish';
import {
  findOwned,
  foldContact,
  foldConversation,
  giveConversations,
  insertContactMerge,
  insertConversationMerge,
  isUnborn,
  lockOwned,
  type Owned,
  type Pair,
  rememberContactAfter,
  rememberConversationAfter,
} from './merge-queries';
import { recountFirstContacts, refreshConversations } from './upkeep';

/**
 * Makes contacts that turned out to be one person one contact, and their conversations on each instance one
 * conversation, in the caller's transaction, which has locked them. What was is kept for an undo. Throws `InstancesBusy` when one of the
 * instances that are concerned is receiving just now. Rows move and WAHA is asked for nothing; since messages that only
 * moved are not told one by one, screens read again what they show, of a thread one page of 100 at most.
 */
export async function mergeContacts(scope: Scope, joins: Join[]): Promise<void> {
  const freed = new Set<string>();
  for (const join of joins) for (const instanceId of await mergeContact(scope, join)) freed.add(instanceId);
  for (const instanceId of freed) await drainFreed(scope, instanceId);
}

/** Without a key: a job that others wake, too, would be locked from here on, and jobs come behind what is still to be locked. */
const drainFreed = (scope: Scope, instanceId: string): Promise<void> =>
  addJob(scope.db, 'drain_outbox', { organizationId: scope.organizationId, instanceId });

/** Answers the instances on which something that was held may leave now. */
async function mergeContact(scope: Scope, join: Join): Promise<string[]> {
  const both = [join.survivorId, join.absorbedId];
  const owned = await findOwned(scope, both);
  await claimInstances(scope, [...new Set(owned.map(({ instanceId }) => instanceId))]);
  const { pairs, moved, kept } = pairUp(await lockOwned(scope, both), join);
  const mergeId = (await isUnborn(scope, join.absorbedId)) ? undefined : newId();
  if (mergeId) await insertContactMerge(scope, mergeId, join, moved);
  const freed: string[] = [];
  for (const pair of pairs) if (await mergeConversation(scope, mergeId, pair)) freed.push(pair.instanceId);
  if (moved.length > 0) await giveConversations(scope, moved, join.survivorId);
  await foldContact(scope, join);
  if (mergeId) await rememberContactAfter(scope, mergeId);
  await recountFirstContacts(
    scope,
    pairs.map((pair) => pair.survivorId),
  );
  await refreshConversations(scope, [...kept, ...moved]);
  await publish(scope.db, scope.organizationId, {
    conversations: [...kept, ...moved],
    isResync: mergeId !== undefined,
  });
  return freed;
}

async function mergeConversation(scope: Scope, mergeId: string | undefined, pair: Pair): Promise<boolean> {
  if (mergeId) await insertConversationMerge(scope, mergeId, pair);
  const isFreed = await foldConversation(scope, pair);
  if (mergeId) await rememberConversationAfter(scope, mergeId, pair);
  return isFreed;
}

/** Per instance: two conversations become one, or the absorbed contact's only one goes over. */
function pairUp(owned: Owned[], { survivorId, absorbedId }: Join) {
  const kept = new Map(
    owned.filter(({ contactId }) => contactId === survivorId).map(({ instanceId, id }) => [instanceId, id]),
  );
  const theirs = owned.filter(({ contactId }) => contactId === absorbedId);
  const pairs = theirs.flatMap(({ instanceId, id }) => {
    const survivor = kept.get(instanceId);
    return survivor ? [{ survivorId: survivor, absorbedId: id, instanceId }] : [];
  });
  const moved = theirs.filter(({ instanceId }) => !kept.has(instanceId)).map(({ id }) => id);
  return { pairs, moved, kept: [...kept.values()] };
}
