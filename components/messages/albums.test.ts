import { describe, expect, it } from 'vitest';
import type { MessageView } from '@/lib/messages/schema';
import { rowOf, toAlbums } from './albums';
import { aMessage } from './sample-message';
import { toRows } from './thread-rows';

const media = { state: 'ready' } as MessageView['media'];
const customer = { kind: 'contact' as const, id: 'm', name: 'Marina' };
const picture = (id: string, second: number, change: Partial<MessageView> = {}) =>
  aMessage({
    id,
    type: 'image',
    text: null,
    media,
    direction: 'inbound',
    status: 'received',
    sender: customer,
    sentAt: `2026-11-23T12:00:${String(second).padStart(2, '0')}.000Z`,
    ...change,
  });
const rows = (messages: MessageView[], change = {}) =>
  toAlbums(
    toRows({
      messages: messages.toReversed(),
      outgoing: [],
      hasOlder: false,
      meId: 'ana',
      dayOf: (iso) => iso.slice(0, 10),
      ...change,
    }),
  );
const sizes = (messages: MessageView[], change = {}) =>
  rows(messages, change).map(({ album }) => album?.length ?? 0);
const four = ['a', 'b', 'c', 'd'].map((id, index) => picture(id, index));

describe('toAlbums', () => {
  it('makes one row of four or more, named after the first, with the caption of the last', () => {
    const album = [...four.slice(0, 3), picture('d', 3, { type: 'video', text: 'Olha' })];
    expect(rows(album)).toMatchObject([{ key: 'a', startsGroup: true, message: { id: 'd', text: 'Olha' } }]);
    expect(sizes(four.slice(0, 3))).toEqual([0, 0, 0]);
  });

  it.each([
    ['text between', [...four.slice(0, 2), aMessage({ id: 'x', sentAt: four[2]?.sentAt }), ...four.slice(2)]],
    ['a caption in the middle', [picture('a', 0), picture('b', 1, { text: 'x' }), ...four.slice(2)]],
    [
      'another sender',
      [...four.slice(0, 2), ...four.slice(2).map((one) => ({ ...one, sender: { ...customer, id: 'z' } }))],
    ],
    ['a minute', [...four.slice(0, 3), picture('d', 3, { sentAt: '2026-11-23T12:05:00.000Z' })]],
    ['a failure', [...four.slice(0, 3), picture('d', 3, { status: 'failed' })]],
    ['a deletion', [...four.slice(0, 3), picture('d', 3, { revokedAt: '2026-11-23T12:05:00.000Z' })]],
    [
      'a reaction',
      [
        ...four.slice(0, 3),
        picture('d', 3, { reactions: [{ emoji: '👍', senderName: null, fromMe: true }] }),
      ],
    ],
    [
      'a file that is not here',
      [...four.slice(0, 3), picture('d', 3, { media: { state: 'pending' } as MessageView['media'] })],
    ],
  ])('is broken by %s', (_, messages) => expect(sizes(messages).every((size) => size === 0)).toBe(true));

  it('is broken by the unread divider, which stays where it is', () => {
    const divider = { messageId: 'c', count: 2 };
    expect(rows(four, { divider }).map(({ unreadBelow }) => unreadBelow)).toEqual([
      undefined,
      undefined,
      2,
      undefined,
    ]);
  });

  it('got as far as the slowest of its pictures', () => {
    const ours = {
      direction: 'outbound' as const,
      sender: { kind: 'user' as const, id: 'ana', name: 'Ana' },
    };
    const album = four.map((one, index) => ({
      ...one,
      ...ours,
      status: index ? ('read' as const) : ('sent' as const),
    }));
    expect(rows(album)[0]?.message?.status).toBe('sent');
  });

  it('is where any of its pictures is looked for', () => {
    const list = rows([picture('x', 0, { sentAt: '2026-11-22T12:00:00.000Z' }), ...four]);
    expect(['x', 'b', 'd', 'nowhere'].map((id) => rowOf(list, id))).toEqual([0, 1, 1, -1]);
  });
});
