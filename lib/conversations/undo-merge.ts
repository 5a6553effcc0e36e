import { lockPeople } from '@/lib/contacts/resolve';
import { AppError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { authorize, inTransaction, type Scope } from '@/lib/core/scope';
import { claimInstances, InstancesBusy, lockInstances } from '@/lib/instances/lock';
import { publish } from '@/lib/realtime/publish';
import { giveConversations, lockOwned, type Owned } from './merge-queries';
import {
  anyAddress,
  countByOwner,
  forgetOldMerges,
  instancesOfMerge,
  lockMerge,
  type Merge,
  markUndone,
  moveByAddress,
  restoreContacts,
  restoreConversations,
  separateAddresses,
} from './part-queries';
import { type ConversationView, UNDO_DAYS } from './schema';
import { viewConversations } from './service';
import { insertConversations, recountHeard, refreshConversations } from './upkeep';

/**
 * Undoes a join: contacts, addresses and conversations are again what they were, what arrived since goes by its own
 * address, and what a person changed since stays with the conversation that remained. The two are never joined by
 * themselves again. Answers the conversations of both. Throws `not_found`, and `invalid_state` when it was undone
 * already, is older than 30 days, or the same person was joined with another one later (that must be undone first).
 */
export async function undoMerge(scope: Scope, id: string): Promise<{ data: ConversationView[] }> {
  authorize(scope, 'conversations', 'conversations:write');
  try {
    return await inTransaction(scope, async (inside) => {
      const merge = await lockForUndo(inside, id);
      const conversations = await part(inside, merge);
      await separateAddresses(inside, merge.survivorId, merge.absorbedId);
      await markUndone(inside, id, actorId(scope));
      await recountHeard(inside, conversations);
      await refreshConversations(inside, conversations);
      await publish(inside.db, scope.organizationId, { conversations, isResync: true });
      return { data: await viewConversations(inside, conversations) };
    });
  } catch (error) {
    if (error instanceof InstancesBusy) throw new AppError('unavailable', { retryAfter: 1, cause: error });
    throw error;
  }
}

/** The locks, in the order of everybody: instances, contacts, the join, its conversations. */
async function lockForUndo(scope: Scope, id: string): Promise<Merge> {
  await lockInstances(scope, await instancesOfMerge(scope, id));
  await lockPeople(scope);
  const merge = await lockMerge(scope, id, UNDO_DAYS);
  if (!merge) throw new AppError('not_found');
  if (merge.isUndone) throw new AppError('invalid_state', { detail: 'mergeUndone' });
  if (merge.isPast) throw new AppError('invalid_state', { detail: 'mergePast', params: { days: UNDO_DAYS } });
  if (!merge.isLatest) throw new AppError('invalid_state', { detail: 'mergeNotLatest' });
  return merge;
}

async function part(scope: Scope, merge: Merge): Promise<string[]> {
  const { id, survivorId, absorbedId } = merge;
  await restoreContacts(scope, id);
  const paired = await restoreConversations(scope, id);
  const owned = await lockOwned(scope, [survivorId, absorbedId]);
  await claimInstances(scope, [...new Set(owned.map(({ instanceId }) => instanceId))]);
  const isPaired = new Set(paired);
  const rest = owned.filter((one) => one.contactId === survivorId && !isPaired.has(one.id));
  const made: string[] = [];
  for (const one of rest) made.push(...(await partConversation(scope, merge, one)));
  return [...new Set([...paired, ...owned.map((one) => one.id), ...made])];
}

/** A conversation that had no counterpart: it is whose it was; what the other one wrote in it since gets one of its own. */
async function partConversation(scope: Scope, merge: Merge, conversation: Owned): Promise<string[]> {
  const { survivorId, absorbedId } = merge;
  const wasTheirs = merge.movedConversationIds.includes(conversation.id);
  const strangerId = wasTheirs ? survivorId : absorbedId;
  const { theirs, rest } = await countByOwner(scope, conversation.id, strangerId);
  // It began after the join, and only with what the other one wrote.
  const isWhollyTheirs = !wasTheirs && theirs > 0 && rest === 0 && conversation.id > merge.id;
  if (wasTheirs || isWhollyTheirs) await giveConversations(scope, [conversation.id], absorbedId);
  if (theirs === 0 || isWhollyTheirs) return [];
  const id = newId();
  const chatAddress = (await anyAddress(scope, strangerId)) ?? '';
  const row = { id, contactId: strangerId, groupAddress: null, chatAddress, activityAt: new Date() };
  await insertConversations(scope, conversation.instanceId, [row]);
  await moveByAddress(scope, conversation.id, id, strangerId);
  return [id];
}

const actorId = ({ actor }: Scope): string | null =>
  actor.kind === 'user' ? actor.userId : actor.kind === 'token' ? actor.tokenId : null;

/** Every hour: joins that can't be undone any more keep no rows of how it was. */
export async function forgetMerges(scope: Pick<Scope, 'db'>): Promise<void> {
  while ((await forgetOldMerges(scope, UNDO_DAYS)) > 0);
}
