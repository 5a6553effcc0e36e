import { markReadOnPhone } from '@/lib/conversations/upkeep';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import type { Ack, IncomingMessage } from '@/lib/waha/happenings';
import { directionOf } from './locate';
import { provenBy, statusOfAck, statusRank } from './order';
import {
  type Direction,
  findSentTimes,
  insertWaiting,
  liftStatuses,
  type Proof,
  type WaitingEvent,
} from './receive-queries';

/** What acks, and messages of ours that come as echoes, prove together of each message. */
export function proofsOf(acks: Ack[], messages: IncomingMessage[]): Proof[] {
  return jointly([
    ...messages
      .filter(({ fromMe }) => fromMe)
      .map(({ waId, ack, sentAt }) => ({ ...proofOf(waId, 'outbound', ack), sentAt })),
    ...acks.filter(({ fromMe }) => fromMe).map(({ waId, level }) => proofOf(waId, 'outbound', level)),
  ]);
}

function proofOf(waId: string, direction: Direction, level: number | null): Proof {
  const status = statusOfAck(level);
  return { waId, direction, status, rank: statusRank(status), sentAt: null };
}

function jointly(proofs: Proof[]): Proof[] {
  const best = new Map<string, Proof>();
  for (const proof of proofs) {
    const other = best.get(proof.waId);
    const winner = other && provenBy(other.status, proof.status) === other.status ? other : proof;
    best.set(proof.waId, { ...winner, sentAt: winner.sentAt ?? other?.sentAt ?? proof.sentAt });
  }
  return [...best.values()];
}

/** What speaks of messages of ours that are not here waits for them. */
export async function parkAcks(
  scope: Scope,
  instanceId: string,
  acks: Ack[],
  known: { waId: string }[],
): Promise<void> {
  const isKnown = new Set(known.map(({ waId }) => waId));
  await insertWaiting(
    scope,
    instanceId,
    acks.filter((ack) => ack.fromMe && !isKnown.has(ack.waId)).map(waitingAck),
  );
}

/** Acks that waited, once their message is here; answers what changed. */
export async function applyWaitedAcks(scope: Scope, instanceId: string, acks: Ack[]) {
  const known = await liftStatuses(scope, instanceId, proofsOf(acks, []));
  await parkAcks(scope, instanceId, acks, known);
  return known.filter(({ hasChanged }) => hasChanged);
}

export const toWaiting = (event: IncomingMessage | Ack, fingerprint: string): WaitingEvent => ({
  id: newId(),
  waId: event.waId,
  direction: directionOf(event),
  fingerprint,
  event,
});

const waitingAck = (ack: Ack) => toWaiting(ack, `ack:${ack.level}`);

/** Level 3 on a message of theirs: it was read on the phone, and with it everything before. */
export async function applyPhoneReads(scope: Scope, instanceId: string, acks: Ack[]): Promise<string[]> {
  const reads = acks.filter((ack) => !ack.fromMe && ack.level >= 3);
  if (reads.length === 0) return [];
  const found = await findSentTimes(scope, instanceId, [...new Set(reads.map((ack) => ack.waId))]);
  const isFound = new Set(found.map((row) => row.waId));
  await insertWaiting(scope, instanceId, reads.filter((ack) => !isFound.has(ack.waId)).map(waitingAck));
  const latest = new Map<string, Date>();
  for (const { conversationId, sentAt } of found) {
    const at = new Date(sentAt);
    const other = latest.get(conversationId);
    if (!other || at > other) latest.set(conversationId, at);
  }
  await markReadOnPhone(
    scope,
    [...latest].map(([conversationId, at]) => ({ conversationId, at })),
  );
  return [...latest.keys()];
}
