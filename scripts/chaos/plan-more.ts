import type { Random } from '../../lib/waha/simulator/random';
import { type Change, type Chat, type Inbound, makeOutbound, type Op } from './plan';

type Placed = { at: number; op: Op };

/** Strews into the traffic what we write to strangers and change afterwards, and what tells that two chats are one person's. */
export function strew(
  random: Random,
  ops: Op[],
  chats: Chat[],
  write: (chat: Chat, asLid: boolean) => Inbound,
): Op[] {
  const between = (from: number, to: number) => Math.floor(ops.length * (from + (to - from) * random.next()));
  const split = chats.filter(({ isSplit }) => isSplit);
  const extras: Placed[] = [
    ...chats
      .filter(({ isStranger }) => isStranger)
      .flatMap((chat) =>
        Array.from({ length: 1 + random.int(2) }, () => ({
          at: between(0.05, 0.9),
          op: makeOutbound(random, chat),
        })),
      ),
    ...split.flatMap((chat) => [
      { at: between(0, 0.1), op: write(chat, false) },
      { at: between(0.4, 0.7), op: { kind: 'reveal' as const, chat: chat.index } },
    ]),
    ...makeChanges(random, ops, chats),
  ];
  const mixed = ops.flatMap((op, step) => [
    op,
    ...extras.filter(({ at }) => at === step).map((one) => one.op),
  ]);
  return [...mixed, ...split.flatMap((chat) => [write(chat, false), write(chat, true)])];
}

/** One change at most of a message; in groups and with hidden people no phone tells all that was done. */
function makeChanges(random: Random, ops: Op[], chats: Chat[]): Placed[] {
  return ops.flatMap((target, step) => {
    if (target.kind !== 'outbound' || target.content !== 'text') return [];
    const chat = chats[target.chat];
    if (!chat || chat.isGroup || chat.isSplit || random.next() > 0.15) return [];
    const kind = (['ourEdit', 'ourRevoke', 'ourReact'] as const)[random.int(3)] ?? 'ourEdit';
    const text = kind === 'ourReact' ? '🎯' : `edit of out ${target.key}`;
    const op: Change = { kind, chat: target.chat, target, text };
    return [{ at: Math.min(ops.length - 1, step + 1 + random.int(30)), op }];
  });
}
