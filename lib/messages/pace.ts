import { randomInt } from 'node:crypto';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { type Connection, pushPace } from '@/lib/instances/connection';
import { publish } from '@/lib/realtime/publish';
import { WahaError } from '@/lib/waha/http';
import { startTyping } from '@/lib/waha/signals';
import { moveMessage, type OutboxItem } from './outbox-queries';
import { markPaced } from './pace-queries';
import { reachableAddress } from './reach';

type Span = readonly [leastMs: number, mostMs: number];
type Pace = { first: Span; bulk: Span };

/** From one such message to the next: to somebody new, and to somebody whose chat has gone quiet. */
const GAPS: Record<'human' | 'careful', Pace> = {
  human: { first: [2_000, 5_000], bulk: [500, 1_500] },
  careful: { first: [30_000, 60_000], bulk: [5_000, 15_000] },
};
/** How long a text seems to be typed. */
const TYPING = { least: 800, perCharacter: 25, most: 3_000 };

/**
 * Whether a message leaves now. A first contact or a bulk send takes its turn first, and, where the number shows that,
 * seems to be typed for a while; meanwhile all others go on.
 */
export async function isItsTurn(scope: Scope, connection: Connection, item: OutboxItem): Promise<boolean> {
  const { pace, showTyping } = connection.settings;
  if (pace === 'none' || !item.isPaced) return true;
  const gap = within(GAPS[pace][item.isFirstContact ? 'first' : 'bulk']);
  const typing = showTyping && (await showTypingOf(scope, connection, item)) ? typingTime(item.text) : 0;
  await giveTurn(scope, connection.instanceId, item, new Date(Date.now() + typing + gap));
  if (typing === 0) return true;
  const at = new Date();
  const nextAttemptAt = new Date(at.getTime() + typing);
  await moveMessage(scope, item.id, 'queued', { status: 'queued', typingAt: at, nextAttemptAt });
  return false;
}

/** It is this one's turn: the next one's is not before `until`, and those who wait for theirs say so. */
const giveTurn = (scope: Scope, instanceId: string, item: OutboxItem, until: Date): Promise<void> =>
  inTransaction(scope, async (inside) => {
    await pushPace(inside, instanceId, until);
    await tellWaiting(inside, instanceId, { nextId: item.id, until });
  });

/** Those who wait for their turn say so; also one that was accepted while it was being given away. */
export const tellWaiting = (
  scope: Scope,
  instanceId: string,
  turn: { nextId?: string; until: Date },
): Promise<void> =>
  inTransaction(scope, async (inside) => {
    const waiting = await markPaced(inside, instanceId, turn);
    await publish(inside.db, scope.organizationId, { messagesUpdated: waiting.map(({ id }) => id) });
  });

/** Shows it where the message will go; false when that can't be told now: then sending it will. */
async function showTypingOf(scope: Scope, connection: Connection, item: OutboxItem): Promise<boolean> {
  try {
    const chatId = await reachableAddress(scope, connection, item);
    if (chatId) await startTyping(connection.client, connection.session, chatId);
    return chatId !== undefined;
  } catch (error) {
    if (error instanceof WahaError) return false;
    throw error;
  }
}

const within = ([least, most]: Span): number => randomInt(least, most + 1);

function typingTime(text: string | null): number {
  const { least, perCharacter, most } = TYPING;
  return Math.min(least + (text?.length ?? 0) * perCharacter, most) + randomInt(0, 400);
}
