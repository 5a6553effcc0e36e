import { type LockedConversation, requireLocked } from '@/lib/conversations/service';
import { markHeard } from '@/lib/conversations/upkeep';
import { inTransaction, type Scope } from '@/lib/core/scope';
import type { Connection } from '@/lib/instances/connection';
import { activeRestriction, firstContactBudget } from '@/lib/instances/limits';
import { lockInstance } from '@/lib/instances/lock';
import { publish } from '@/lib/realtime/publish';
import { freeHeld, holdOverBudget, holdUnheard, reserveFirstContact } from './hold-queries';
import type { OutboxItem } from './outbox-queries';
import type { MessageErrorCode } from './schema';

type Held = {
  hold: 'restriction' | 'budget' | 'pace';
  errorCode: MessageErrorCode | null;
  nextAttemptAt: Date;
};
type State = Parameters<typeof firstContactBudget>[0] & { pacedUntil: Date | null };

/** A person's word weighs more than any budget; what it lets go still counts. */
const NO_LIMIT = 2_147_483_647;

/**
 * What keeps a new message from leaving for now: WhatsApp's restriction of the number, or the budget of first contacts,
 * in which it takes its place where there is room. Nothing, in groups and where the customer has written. The caller
 * has locked the conversation.
 */
export async function holdNew(
  scope: Scope,
  conversation: LockedConversation,
  state: State,
): Promise<Held | undefined> {
  const { id, instanceId, kind, isHeard, isContacted } = conversation;
  if (kind === 'group' || isHeard) return undefined;
  const restriction = activeRestriction(state);
  if (restriction) return held('restriction', restriction.until);
  if (isContacted) return undefined;
  const { isReserved, renewsAt } = await reserveFirstContact(
    scope,
    instanceId,
    id,
    firstContactBudget(state),
  );
  await publish(scope.db, scope.organizationId, { instances: [instanceId] });
  return isReserved ? turnOf(state) : held('budget', renewsAt);
}

const held = (hold: 'restriction' | 'budget', nextAttemptAt: Date): Held => ({
  hold,
  errorCode: 'restricted',
  nextAttemptAt,
});

/** Another one has the turn: this one says that it waits for its own. */
function turnOf({ pacedUntil, settings }: State): Held | undefined {
  if (settings.pace === 'none' || !pacedUntil || pacedUntil <= new Date()) return undefined;
  return { hold: 'pace', errorCode: null, nextAttemptAt: pacedUntil };
}

/** Whether the first message of a conversation's queue may leave now. If not, it is held, and what is like it with it. */
export async function mayLeave(scope: Scope, connection: Connection, item: OutboxItem): Promise<boolean> {
  if (item.isKnown) return true;
  const { restriction, instanceId } = connection;
  // A retry is worth a try where we only guess that WhatsApp still refuses; a release always is.
  const isTried = item.letGo === 'released' || (item.letGo === 'retried' && restriction?.kind === 'refused');
  if (restriction && !isTried) {
    await holdRestricted(scope, instanceId, restriction);
    return false;
  }
  return !item.isFirstContact || takePlace(scope, connection, item);
}

/**
 * Everything that WhatsApp would refuse now stays queued, and says so. Under the instance's lock: beside first words that
 * come just now it would hold what they let go, and nobody would look at it until the restriction ends.
 */
export async function holdRestricted(
  scope: Scope,
  instanceId: string,
  { kind, until }: NonNullable<Connection['restriction']>,
): Promise<void> {
  await inTransaction(scope, async (inside) => {
    await lockInstance(inside, instanceId);
    await tell(inside, await holdUnheard(inside, instanceId, until, kind === 'refused'));
  });
}

/** A place in the budget of the day on which it leaves, not of the one on which it was accepted. */
const takePlace = (
  scope: Scope,
  { instanceId, firstContactBudget: budget }: Connection,
  item: OutboxItem,
): Promise<boolean> =>
  inTransaction(scope, async (inside) => {
    const { id } = await requireLocked(inside, item.conversationId);
    const limit = item.letGo === 'released' ? NO_LIMIT : budget;
    const { isReserved, renewsAt } = await reserveFirstContact(inside, instanceId, id, limit);
    await publish(inside.db, inside.organizationId, { instances: [instanceId] });
    if (!isReserved) await tell(inside, await holdOverBudget(inside, instanceId, id, renewsAt));
    return isReserved;
  });

/**
 * Customers have written where they never had: WhatsApp's limits end there, and what was held goes. In the caller's
 * transaction, which wakes the outbox, last, when this answers true.
 */
export async function hear(scope: Scope, conversationIds: string[]): Promise<boolean> {
  if (conversationIds.length === 0) return false;
  await markHeard(scope, conversationIds);
  const freed = await freeHeld(scope, conversationIds);
  if (freed.length > 0) await tell(scope, freed);
  return freed.length > 0;
}

const tell = (scope: Scope, rows: { id: string; conversationId: string }[]): Promise<void> =>
  publish(scope.db, scope.organizationId, {
    messagesUpdated: rows.map(({ id }) => id),
    conversations: [...new Set(rows.map(({ conversationId }) => conversationId))],
  });
