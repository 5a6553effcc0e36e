import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import { listConversations } from '@/lib/conversations/service';
import type { Scope } from '@/lib/core/scope';
import type { IncomingMessage, Received } from '@/lib/waha/happenings';
import {
  ackOf,
  editOf,
  endState,
  lineIn,
  makeInstance,
  noonPlus,
  reactionTo,
  receiveBatch,
  revokeOf,
  textFrom,
  voteOn,
} from '@/tests/setup/receive-support';
import { listMessages } from './service';

afterAll(closeDatabase);

const ANA = '5511987654321@c.us';
const BIA = '5521912345678@c.us';
const BETO = '5511911112222@c.us';
const page = { limit: 50 };

async function conversationsOf(scope: Parameters<typeof listConversations>[0]) {
  return (await listConversations(scope, page)).data;
}

describe('receive', () => {
  it('stores a message once, however often it comes', async () => {
    const { scope, instanceId } = await makeInstance();
    const message = textFrom(ANA, 'A1');
    await receiveBatch(scope, instanceId, [message, message]);
    await receiveBatch(scope, instanceId, [message]);
    await Promise.all([1, 2, 3, 4].map(() => receiveBatch(scope, instanceId, [message])));
    const [conversation] = await conversationsOf(scope);
    expect(conversation).toMatchObject({ title: 'Marina', unreadCount: 1, lastMessage: { preview: 'A1' } });
    expect((await listMessages(scope, conversation?.id ?? '', page)).data).toHaveLength(1);
  });

  it('knows by name whom a text names, the number itself too', async () => {
    const { scope, instanceId } = await makeInstance();
    await scope.db.execute(sql`
      update instances set phone_number = '+5511900001111', lid = '77@lid', push_name = 'Loja' where id = ${instanceId}`);
    const mentions = [ANA, '77@lid', '5511900001111@c.us', '99@lid'];
    await receiveBatch(scope, instanceId, [
      textFrom(ANA, 'A1', { pushName: 'Ana' }),
      textFrom('120363@g.us', 'G1', { author: BIA, text: '@5511987654321 @77 @99', mentions }),
    ]);
    const group = (await conversationsOf(scope)).find(({ kind }) => kind === 'group');
    // The list says what the thread does.
    expect(group?.lastMessage?.preview).toBe('@Ana @Loja @99');
    const [message] = (await listMessages(scope, group?.id ?? '', page)).data;
    expect(message?.mentions).toEqual([
      { number: '5511987654321', name: 'Ana' },
      { number: '77', name: 'Loja' },
      { number: '5511900001111', name: 'Loja' },
    ]);
    await receiveBatch(scope, instanceId, [
      lineIn('120363@g.us', 'L1', 'people_promoted', 9, { people: [ANA, '77@lid'] }),
    ]);
    const [line] = (await listMessages(scope, group?.id ?? '', page)).data;
    expect(line?.system?.people).toEqual(['Ana', 'Loja']);
  });

  it('applies an ack that came before its message', async () => {
    const { scope, instanceId } = await makeInstance();
    await receiveBatch(scope, instanceId, [ackOf('M1', 3)]);
    await receiveBatch(scope, instanceId, [textFrom(ANA, 'M1', { fromMe: true, ack: 1 })]);
    const [conversation] = await conversationsOf(scope);
    expect(conversation?.lastMessage?.status).toBe('read');
  });

  it('never lets a status fall', async () => {
    const { scope, instanceId } = await makeInstance();
    await receiveBatch(scope, instanceId, [textFrom(ANA, 'M1', { fromMe: true, ack: 1 })]);
    for (const level of [3, 2, 1, 0, -1]) await receiveBatch(scope, instanceId, [ackOf('M1', level)]);
    expect((await conversationsOf(scope))[0]?.lastMessage?.status).toBe('read');
  });

  it('turns an ack ERROR on what was only handed over into a failure, and lifts it when a receipt proves the send', async () => {
    const { scope, instanceId } = await makeInstance();
    await receiveBatch(scope, instanceId, [textFrom(ANA, 'M1', { fromMe: true, ack: 1 }), ackOf('M1', -1)]);
    const [failed] = await conversationsOf(scope);
    expect(failed?.lastMessage?.status).toBe('failed');
    await receiveBatch(scope, instanceId, [ackOf('M1', 2)]);
    expect((await conversationsOf(scope))[0]?.lastMessage?.status).toBe('delivered');
  });

  it.each([
    ['with and without the ninth digit', '5511987654321@c.us', '551187654321@c.us', []],
    ['hidden id with the phone as hint', '99887766@lid', '5511987654321@c.us', ['5511987654321@c.us']],
    ['phone with the hidden id as hint', '5511987654321@c.us', '99887766@lid', ['99887766@lid']],
  ])('keeps one conversation for one person: %s', async (_title, first, second, aliases) => {
    const { scope, instanceId } = await makeInstance();
    await receiveBatch(scope, instanceId, [textFrom(first, 'A1', { aliases })]);
    await receiveBatch(scope, instanceId, [textFrom(second, 'A2')]);
    const found = await conversationsOf(scope);
    expect(found).toHaveLength(1);
    expect(found[0]?.contact?.phoneNumber).toBe('+5511987654321');
  });

  it('orders by WhatsApp time, marks what came late, and raises unread for it', async () => {
    const { scope, instanceId } = await makeInstance();
    const now = Math.floor(Date.now() / 1000) * 1000;
    const at = (seconds: number) => new Date(now + seconds * 1000);
    await receiveBatch(scope, instanceId, [textFrom(ANA, 'new', { sentAt: at(0) })]);
    await receiveBatch(scope, instanceId, [textFrom(ANA, 'behind', { sentAt: at(-20) })]);
    await receiveBatch(scope, instanceId, [textFrom(ANA, 'old', { sentAt: at(-300) })]);
    // Nothing newer stands above it: its age alone tells.
    await receiveBatch(scope, instanceId, [textFrom(BIA, 'alone', { sentAt: at(-300) })]);
    const [conversation, other] = await conversationsOf(scope);
    expect(conversation).toMatchObject({ unreadCount: 3, lastMessage: { preview: 'new' } });
    const lateOf = async (id = '') =>
      (await listMessages(scope, id, page)).data.map(({ text, late }) => [text, late]);
    expect(await lateOf(conversation?.id)).toEqual([
      ['new', false],
      ['behind', true],
      ['old', true],
    ]);
    expect(await lateOf(other?.id)).toEqual([['alone', true]]);
  });

  it('clears unread up to what was read on the phone, also for what arrives afterwards', async () => {
    const { scope, instanceId } = await makeInstance();
    const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 12, 0, second));
    await receiveBatch(scope, instanceId, [
      textFrom(ANA, 'A2', { sentAt: at(2) }),
      textFrom(ANA, 'A3', { sentAt: at(3) }),
    ]);
    await receiveBatch(scope, instanceId, [ackOf('A2', 3, false)]);
    expect((await conversationsOf(scope))[0]?.unreadCount).toBe(1);
    await receiveBatch(scope, instanceId, [textFrom(ANA, 'A1', { sentAt: at(1) })]);
    expect((await conversationsOf(scope))[0]?.unreadCount).toBe(1);
  });

  it('ends the same in any order, split and number of deliveries', async () => {
    const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 12, 0, second));
    const events: Received[] = [
      ...[1, 2, 3, 4].map((n) => textFrom(ANA, `A${n}`, { sentAt: at(n) })),
      textFrom('551187654321@c.us', 'A5', { sentAt: at(5) }),
      ...[1, 2].map((n) => textFrom(BETO, `B${n}`, { sentAt: at(10 + n), pushName: 'Beto' })),
      textFrom('120363@g.us', 'G1', { author: BETO, pushName: 'Beto', sentAt: at(20) }),
      ...[1, 2].map((n) =>
        textFrom(ANA, `M${n}`, { fromMe: true, ack: 1, sentAt: at(30 + n), pushName: null }),
      ),
      ackOf('M1', 3),
      ackOf('M1', 2),
      ackOf('M2', -1),
      ackOf('A3', 3, false),
      ackOf('nowhere', 2),
      ...notesOfEveryKind(),
      ...linesOfEveryKind(),
      ...peopleOfManyAddresses(),
    ];
    const random = mulberry(20261123);
    const first = await play([events]);
    for (let round = 0; round < 8; round++) {
      expect(await play(split(shuffle([...events, ...events], random), random))).toEqual(first);
    }
  }, 180_000);
});

/**
 * People who are known under several addresses before anything tells that they are one: by hints of either kind, in a
 * direct chat and in a group, one phone with two hidden ids, and a message that came under both.
 */
function peopleOfManyAddresses(): Received[] {
  const [phone, short, lid, second] = ['5531998887777@c.us', '553198887777@c.us', '7001@lid', '7002@lid'];
  const carla = (chat: string, waId: string, second: number, rest: Partial<IncomingMessage> = {}) =>
    textFrom(chat, waId, { pushName: 'Carla', sentAt: noonPlus(second), ...rest });
  const dora = (chat: string, waId: string, second: number) =>
    textFrom(chat, waId, { pushName: 'Dora', sentAt: noonPlus(second) });
  return [
    carla(lid, 'C1', 100),
    carla(phone, 'C2', 101),
    carla(short, 'C3', 102),
    carla(lid, 'C4', 103, { aliases: [phone] }),
    carla(phone, 'C5', 104, { aliases: [second] }),
    carla(second, 'C6', 105),
    ackOf('C4', 3, false),
    carla(phone, 'C7', 106, { fromMe: true, ack: 1, pushName: null }),
    carla('120363@g.us', 'G2', 107, { author: lid, aliases: [phone] }),
    reactionTo('C1', '👍', 110),
    reactionTo('C1', '🙏', 111),
    reactionTo('G1', '👍', 112, { author: lid }),
    reactionTo('G1', '🙏', 113, { author: phone }),
    dora('7003@lid', 'D1', 120),
    dora('5531997776666@c.us', 'D1', 120),
    dora('5531997776666@c.us', 'D2', 121),
    dora('7003@lid', 'D3', 122),
  ];
}

/** Calls by their stages, a group that is renamed twice in one second, and placeholders before what they stand for. */
function linesOfEveryKind(): Received[] {
  const placeholder = { type: 'unsupported' as const, text: null, raw: { body: '' } };
  return [
    lineIn(ANA, 'call:1', 'call_received', 80),
    lineIn(ANA, 'call:1', 'call_accepted', 82),
    lineIn(ANA, 'call:1', 'call_rejected', 81),
    lineIn('5511933334444@c.us', 'call:2', 'call_received', 83),
    lineIn('120363@g.us', 'group:1', 'group_renamed', 84, { title: 'Sales' }),
    lineIn('120363@g.us', 'group:2', 'group_renamed', 84, { title: 'Team' }),
    lineIn('120363@g.us', 'group:3', 'people_joined', 85, { people: [BETO] }),
    textFrom(BETO, 'W1', { ...placeholder, pushName: 'Beto', sentAt: noonPlus(25) }),
    textFrom(BETO, 'W1', { pushName: 'Beto', sentAt: noonPlus(25) }),
    editOf('W1', 'edited', 86),
  ];
}

/** Changes of one's mind, ties within a second, and what speaks of a message that never comes. */
function notesOfEveryKind(): Received[] {
  return [
    reactionTo('A1', '👍', 40),
    reactionTo('A1', '❤️', 41),
    reactionTo('A1', '🙏', 41, { fromMe: true }),
    reactionTo('A2', '👍', 40),
    reactionTo('A2', '', 40),
    reactionTo('G1', '😂', 42, { author: BETO }),
    reactionTo('G1', '😮', 42, { author: BETO }),
    reactionTo('nowhere', '👍', 40),
    editOf('A3', 'second', 51, 'E2'),
    editOf('A3', 'first', 50, 'E1'),
    editOf('A4', 'readable', 50),
    editOf('A4', null, 52),
    editOf('M2', 'ours', 50),
    revokeOf('M2', 60),
    revokeOf('A4', 61),
    revokeOf('A4', 62),
    textFrom('120363@g.us', 'P1', {
      author: BETO,
      type: 'poll',
      poll: POLL,
      pushName: 'Beto',
      sentAt: noonPlus(21),
    }),
    voteOn('P1', ['Friday'], 70, { author: BETO }),
    voteOn('P1', ['Monday'], 71, { author: BETO }),
    voteOn('P1', ['Friday'], 70, { author: ANA }),
    voteOn('P1', [], 71, { author: ANA }),
  ];
}

const POLL = {
  name: 'When?',
  multiple: false,
  options: ['Monday', 'Friday'].map((text) => ({ text, votes: 0 })),
};

async function play(batches: Received[][]): Promise<unknown> {
  const { scope, instanceId } = await makeInstance();
  for (const batch of batches) await receiveBatch(scope, instanceId, batch);
  expect(await miscounted(scope)).toEqual([]);
  return endState(scope);
}

/** Unread counts are counted up: conversations where they are not what a count would say. */
const miscounted = ({ organizationId, db }: Scope) =>
  db.execute(sql`
    select c.chat_address, c.unread_count from conversations c where c.organization_id = ${organizationId}
      and c.unread_count <> (select count(*) from messages m
        where m.organization_id = c.organization_id and m.conversation_id = c.id and m.is_unread)`);

/** A small seeded generator: the same seed, the same shuffles. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffle<T>(items: T[], random: () => number): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j] as T, items[i] as T];
  }
  return items;
}

function split<T>(items: T[], random: () => number): T[][] {
  const parts: T[][] = [];
  for (let rest = items; rest.length > 0; ) {
    const size = 1 + Math.floor(random() * 5);
    parts.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return parts;
}
