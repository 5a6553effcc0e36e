import { lockInOrder, refreshConversations } from '@/lib/conversations/upkeep';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { together } from '@/lib/core/together';
import { lockInstance } from '@/lib/instances/lock';
import { publish } from '@/lib/realtime/publish';
import type { Received } from '@/lib/waha/happenings';
import { giveBackFirstContact } from './hold-queries';
import { applyNotes, isNote, reviveNote } from './notes';
import { provenBy, statusOfAck, statusRank } from './order';
import { findWaitingEcho, moveMessage, type OutboxItem, takeHeldEchoes, takeTwin } from './outbox-queries';
import { receive } from './receive';
import { findPlaces, liftStatuses, type Proof, takeWaiting } from './receive-queries';
import type { MessageErrorCode, MessageStatus } from './schema';

export type Proven = { waId: string | null; sentAt: Date | null; ack?: number | null };

/**
 * A message has left: WAHA's answer, its history or an echo says so. With the id known, what waited for it (acks, an
 * echo) is applied, and an echo that had become a message of its own is folded in.
 */
export async function settleSent(
  scope: Scope,
  instanceId: string,
  sent: OutboxItem,
  from: MessageStatus,
  proven: Proven,
): Promise<void> {
  await inTransaction(scope, async (inside) => {
    await lockInstance(inside, instanceId);
    // Its conversation may have been joined with another one while it was on its way.
    const [place] = await findPlaces(inside, [sent.id]);
    const item = place ? { ...sent, conversationId: place.conversationId } : sent;
    const waId = item.waId ?? proven.waId;
    // Before its messages, as whoever lets one go does.
    const [, twin] = await together([
      lockInOrder(inside, [item.conversationId]),
      waId ? takeTwin(inside, instanceId, waId, item.id) : undefined,
    ]);
    await moveMessage(inside, item.id, from, { status: 'sent', waId, nextAttemptAt: null });
    const lifted = waId ? await applyWaiting(inside, instanceId, waId, proven, twin?.status) : [];
    if (!item.waId) await releaseEchoes(inside, item);
    await refreshConversations(inside, [item.conversationId], { locked: new Set([item.conversationId]) });
    await publish(inside.db, scope.organizationId, {
      messagesUpdated: [
        ...new Set([item.id, ...(twin?.isSend ? [twin.id] : []), ...lifted.map(({ id }) => id)]),
      ],
      conversations: [item.conversationId],
    });
  });
}

/**
 * Applies what waited for a message whose id is known now, with what else proves how far it got. Answers what changed by
 * it.
 */
async function applyWaiting(
  scope: Scope,
  instanceId: string,
  waId: string,
  proven: Proven,
  twin: MessageStatus | undefined,
): Promise<{ id: string }[]> {
  const waiting = await takeWaiting(scope, instanceId, [{ waId, direction: 'outbound' }]);
  const events = waiting.map((row) => row.event as Received);
  const acks = events.filter((event) => event.kind === 'ack');
  const statuses = [
    statusOfAck(proven.ack ?? null),
    ...acks.map((ack) => statusOfAck(ack.level)),
    ...(twin ? [twin] : []),
  ];
  const status = statuses.reduce(provenBy);
  const proof: Proof = {
    waId,
    direction: 'outbound',
    status,
    rank: statusRank(status),
    sentAt: proven.sentAt,
  };
  const lifted = await liftStatuses(scope, instanceId, [proof]);
  await applyNotes(scope, instanceId, events.filter(isNote).map(reviveNote));
  return lifted.filter(({ hasChanged }) => hasChanged);
}

/** The send is settled: what was held back for it and is another's is a message of its own. */
async function releaseEchoes(scope: Scope, { instanceId, conversationId }: OutboxItem): Promise<void> {
  const held = await takeHeldEchoes(scope, instanceId, conversationId);
  if (held.length === 0) return;
  await receive(
    scope,
    instanceId,
    // It was kept as JSON.
    held.map((message) => ({ ...message, sentAt: new Date(message.sentAt) })),
  );
}

/** Moves a message to `checking`, `queued` or `failed`, and says so. */
export async function settleOtherwise(
  scope: Scope,
  item: OutboxItem,
  from: MessageStatus,
  change: {
    status: 'checking' | 'queued' | 'failed';
    errorCode?: MessageErrorCode;
    nextAttemptAt: Date | null;
    absences?: number;
  },
): Promise<void> {
  await inTransaction(scope, async (inside) => {
    const isAnonymous = !item.waId && from !== 'queued';
    if (isAnonymous) await lockInstance(inside, item.instanceId);
    const [, isMoved] = await together([
      lockInOrder(inside, [item.conversationId]),
      moveMessage(inside, item.id, from, change),
    ]);
    if (!isMoved) return;
    const isPlaceFree = item.isFirstContact && change.status === 'failed' && change.errorCode !== 'unsettled';
    if (isPlaceFree) await giveBackFirstContact(inside, item.conversationId);
    if (isAnonymous && change.status !== 'checking') await releaseEchoes(inside, item);
    await publish(inside.db, scope.organizationId, {
      messagesUpdated: [item.id],
      conversations: [item.conversationId],
      instances: isPlaceFree ? [item.instanceId] : [],
    });
  });
}

/** A send without an id of its own whose answer was lost: the echo that waited for it settles it. */
export async function settleByEcho(scope: Scope, instanceId: string, item: OutboxItem): Promise<boolean> {
  const waId = await findWaitingEcho(scope, instanceId, item.conversationId);
  if (!waId) return false;
  await settleSent(scope, instanceId, item, 'checking', { waId, sentAt: null });
  return true;
}
