import { createRandom, type Random } from '../../lib/waha/simulator/random';
import type { ChaosOptions } from './options';
import { type Fault, planFaults } from './plan-faults';
import { strew } from './plan-more';

export type Chat = {
  index: number;
  instance: number;
  /** Who writes; in a group the first member. */
  phone: string;
  members: string[];
  isGroup: boolean;
  /** Somebody reads this chat now and then: its unread count is not simply all that came. */
  isRead: boolean;
  /** Never writes: WhatsApp's limits are about such people. */
  isStranger: boolean;
  /** Shows now a phone, now a hidden id, and nobody knows that they are one person until it is revealed. */
  isSplit: boolean;
};

type InChat = { chat: number };
/** A customer's message, with an id of its own. */
export type Inbound = InChat & {
  kind: 'inbound';
  id: string;
  text: string;
  from: string;
  content: 'text' | 'image' | 'location';
  /** So many seconds before it arrives: a late one. */
  ageSeconds: number;
  asLid: boolean;
  isTwin: boolean;
  isDropped: boolean;
};
export type Outbound = InChat & {
  kind: 'outbound';
  key: string;
  text: string;
  content: 'text' | 'image' | 'location' | 'poll';
  /** Which of the two routes, and what makes a repeated request the same. */
  door: 'conversation' | 'instance';
  guard: 'clientId' | 'idempotencyKey';
};
/** What we do to a message of ours after it has left. */
export type Change = InChat & { kind: 'ourEdit' | 'ourRevoke' | 'ourReact'; target: Outbound; text: string };
export type Note = InChat & { kind: 'edit' | 'revoke' | 'react'; target: Inbound; text: string };
export type Op =
  | Inbound
  | Outbound
  | Note
  | Change
  | (InChat & { kind: 'reveal' })
  | (InChat & { kind: 'phone'; id: string; text: string })
  | (InChat & { kind: 'customerReads' })
  | (InChat & { kind: 'read' })
  | (InChat & { kind: 'forged'; how: 'unsigned' | 'wrongKey' | 'changedBody' | 'otherNumber'; text: string });

export type Plan = { chats: Chat[]; first: Inbound[]; ops: Op[]; faults: Fault[] };

/** Everything that a run does, as a function of its options alone. */
export function makePlan(options: ChaosOptions): Plan {
  const random = createRandom(options.seed);
  const known = Array.from({ length: options.chats }, (_, index) => makeChat(random, index, options));
  const strangers = Array.from({ length: Math.ceil(options.chats / 5) }, (_, index) =>
    makeChat(random, options.chats + index, options),
  );
  const chats = [...known, ...strangers];
  const first = known.map((chat) => makeInbound(random, chat, options, { isFirst: true }));
  const ops = strew(random, makeOps(random, known, options), chats, (chat, asLid) => ({
    ...makeInbound(random, chat, options, { isFirst: true }),
    asLid,
  }));
  return { chats, first, ops, faults: planFaults(random, ops.length, options) };
}

function makeChat(random: Random, index: number, { instances, chats, engine }: ChaosOptions): Chat {
  const isStranger = index >= chats;
  const isGroup = !isStranger && index % 10 === 9;
  const members = Array.from(
    { length: isGroup ? 3 : 1 },
    () => `55119${random.pick('6789', 1)}${random.pick('0123456789', 7)}`,
  );
  return {
    index,
    instance: index % instances,
    phone: members[0] ?? '',
    members,
    isGroup,
    isRead: random.next() < 0.3 && !isStranger,
    isStranger,
    isSplit: !isStranger && index % 10 === 3 && engine !== 'WEBJS',
  };
}

/** The wanted number of messages in both directions, shuffled, with what happens beside them strewn in. */
function makeOps(random: Random, chats: Chat[], options: ChaosOptions): Op[] {
  const kinds = [
    ...Array.from({ length: Math.max(0, options.inbound - chats.length) }, () => 'inbound' as const),
    ...Array.from({ length: options.outbound }, () => 'outbound' as const),
  ];
  shuffle(random, kinds);
  const written = new Map<number, Inbound[]>();
  return kinds.flatMap((kind) => {
    const chat = chats[random.int(chats.length)] as Chat;
    const side = beside(random, chats, written, options);
    if (kind === 'outbound') return [makeOutbound(random, chat), ...side];
    const message = makeInbound(random, chat, options);
    written.set(chat.index, [...(written.get(chat.index) ?? []), message]);
    return [message, ...side];
  });
}

function makeInbound(random: Random, chat: Chat, options: ChaosOptions, { isFirst = false } = {}): Inbound {
  const id = `3A${random.hex(18)}`;
  const isLate = !isFirst && random.next() < 0.05;
  const isDropped = !isFirst && random.next() < options.drop;
  // WEBJS tells no phone beside a LID, so there the person behind one is not known to us.
  const canBeLid = options.engine !== 'WEBJS' && !chat.isGroup && !isFirst;
  const kind = random.next();
  return {
    kind: 'inbound',
    chat: chat.index,
    id,
    text: random.next() < 0.1 ? 'ok' : `in ${id}`,
    from: chat.members[random.int(chat.members.length)] ?? chat.phone,
    content: isFirst || kind < 0.94 ? 'text' : kind < 0.97 ? 'image' : 'location',
    // A comparison looks ten minutes back behind what it knows to be complete.
    ageSeconds: isLate ? 60 + random.int(isDropped ? 480 : 3600) : 0,
    asLid: (canBeLid && random.next() < (chat.isSplit ? 0.5 : 0.2)) || (isFirst && chat.isSplit),
    isTwin: !chat.isGroup && !chat.isSplit && random.next() < 0.1,
    isDropped: isDropped && !chat.isSplit,
  };
}

export function makeOutbound(random: Random, chat: Chat): Outbound {
  const key = random.hex(16);
  const kind = random.next();
  const content = kind < 0.9 ? 'text' : kind < 0.94 ? 'image' : kind < 0.97 ? 'location' : 'poll';
  return {
    kind: 'outbound',
    chat: chat.index,
    key,
    // Twice the same words in one chat are two messages.
    text: random.next() < 0.15 && content === 'text' ? 'ok' : `out ${key}`,
    content,
    door: random.next() < 0.5 && !chat.isStranger ? 'conversation' : 'instance',
    guard: random.next() < 0.5 ? 'clientId' : 'idempotencyKey',
  };
}

/** What happens beside the messages. One change per message at most: two within a second have no order. */
function beside(
  random: Random,
  chats: Chat[],
  written: Map<number, Inbound[]>,
  { engine }: ChaosOptions,
): Op[] {
  const chance = random.next();
  const chat = chats[random.int(chats.length)] as Chat;
  const inChat = { chat: chat.index };
  if (chance < 0.06) {
    const target = takeTarget(random, written.get(chat.index));
    const kind = chance < 0.025 ? 'react' : chance < 0.045 ? 'edit' : 'revoke';
    if (target) return [{ ...inChat, kind, target, text: kind === 'react' ? '👍' : `edit of ${target.id}` }];
  }
  if (chance < 0.08) {
    const id = `3A${random.hex(18)}`;
    // Where a send has no id of its own, nobody can tell it from the same words written on the phone.
    const isOk = random.next() < 0.3 && engine !== 'WEBJS';
    return [{ ...inChat, kind: 'phone', id, text: isOk ? 'ok' : `phone ${id}` }];
  }
  if (chance < 0.1) return [{ ...inChat, kind: 'customerReads' }];
  if (chance < 0.12) return chat.isRead ? [{ ...inChat, kind: 'read' }] : [];
  if (chance > 0.97) {
    const hows = ['unsigned', 'wrongKey', 'changedBody', 'otherNumber'] as const;
    const how = hows[random.int(hows.length)] ?? 'unsigned';
    return [{ ...inChat, kind: 'forged', how, text: `forged ${random.hex(8)}` }];
  }
  return [];
}

/** A text that nothing was done to yet. Dropped ones are left alone: WAHA's history does not tell who reacted. */
function takeTarget(random: Random, written: Inbound[] | undefined): Inbound | undefined {
  const fit = written?.filter(({ content, isDropped }) => content === 'text' && !isDropped) ?? [];
  const target = fit[random.int(Math.max(1, fit.length))];
  if (target) written?.splice(written.indexOf(target), 1);
  return target;
}

function shuffle<T>(random: Random, values: T[]): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = random.int(last + 1);
    [values[last], values[other]] = [values[other] as T, values[last] as T];
  }
}
