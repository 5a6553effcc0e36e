import { describe, expect, it } from 'vitest';
import { aMessage } from './sample-message';
import { findDivider, toRows } from './thread-rows';

const dayOf = (iso: string) => iso.slice(0, 10);
const customer = { kind: 'contact' as const, id: 'm', name: 'Marina' };
const inbound = (id: string, sentAt: string) =>
  aMessage({ id, sentAt, direction: 'inbound', status: 'received', sender: customer });
const rows = (messages = [aMessage()], change = {}) =>
  toRows({ messages, outgoing: [], hasOlder: false, meId: 'ana', dayOf, ...change });

describe('toRows', () => {
  it('groups what one sender wrote within a minute', () => {
    const list = [
      inbound('d', '2026-11-23T12:03:00.000Z'),
      aMessage({ id: 'c', sentAt: '2026-11-23T12:00:50.000Z' }),
      inbound('b', '2026-11-23T12:00:40.000Z'),
      inbound('a', '2026-11-23T12:00:00.000Z'),
    ];
    expect(rows(list).map(({ startsGroup }) => startsGroup)).toEqual([true, false, true, true]);
  });

  it('knows what waits for an earlier message of ours', () => {
    const list = [
      aMessage({ id: 'c', status: 'queued', sentAt: '2026-11-23T12:02:00.000Z' }),
      aMessage({ id: 'b', status: 'checking', sentAt: '2026-11-23T12:01:00.000Z' }),
      aMessage({ id: 'a', status: 'failed', sentAt: '2026-11-23T12:00:00.000Z' }),
    ];
    expect(rows(list).map(({ isBehind }) => isBehind)).toEqual([false, false, true]);
  });

  it('leaves out what was taken back before it left, and nothing else that was', () => {
    const revokedAt = '2026-11-23T12:00:30.000Z';
    const list = [
      aMessage({ id: 'c', status: 'failed', revokedAt }),
      aMessage({ id: 'b', status: 'read', revokedAt }),
      aMessage({ id: 'a', status: 'failed', error: { code: 'rejected', message: '' } }),
    ];
    expect(rows(list).map(({ message }) => message?.id)).toEqual(['a', 'b']);
  });

  it('starts each day, the first only at the beginning of the conversation', () => {
    const list = [inbound('b', '2026-11-23T12:00:00.000Z'), inbound('a', '2026-11-22T12:00:00.000Z')];
    expect(rows(list).map(({ startsDay }) => startsDay)).toEqual([true, true]);
    expect(rows(list, { hasOlder: true }).map(({ startsDay }) => startsDay)).toEqual([false, true]);
  });

  it('shows a text on its way until its message is there, under the same key', () => {
    const outgoing = [
      {
        clientId: 'x',
        conversationId: 'c',
        text: 'Oi',
        createdAt: '2026-11-23T12:00:10.000Z',
        state: 'waiting',
      },
    ];
    const before = rows([aMessage()], { outgoing });
    const after = rows([aMessage({ id: 'new', clientId: 'x' }), aMessage()], { outgoing });
    expect(before).toHaveLength(2);
    expect(before[1]).toMatchObject({ key: 'x', startsGroup: false });
    expect(after).toHaveLength(2);
    expect(after[1]).toMatchObject({ key: 'x', message: { id: 'new' } });
  });

  it('breaks a group at the unread divider', () => {
    const list = [inbound('b', '2026-11-23T12:00:20.000Z'), inbound('a', '2026-11-23T12:00:00.000Z')];
    const divided = rows(list, { divider: { messageId: 'b', count: 1 } });
    expect(divided[1]).toMatchObject({ unreadBelow: 1, startsGroup: true });
  });
});

describe('findDivider', () => {
  const list = [inbound('c', '3'), aMessage({ id: 'out' }), inbound('b', '2'), inbound('a', '1')];
  it.each([
    [0, undefined],
    [1, { messageId: 'c', count: 1 }],
    [2, { messageId: 'b', count: 2 }],
    [9, { messageId: 'a', count: 9 }],
  ])('with %i unread', (unread, expected) =>
    expect(findDivider(list, { unread, newestId: 'c' }, false)).toEqual(expected),
  );

  it('stays where it was when more arrives', () => {
    const later = [inbound('d', '4'), ...list];
    expect(findDivider(later, { unread: 2, newestId: 'c' }, false)).toEqual({ messageId: 'b', count: 2 });
  });

  it('waits for the history it stands in', () => {
    expect(findDivider(list, { unread: 4, newestId: 'c' }, true)).toBeUndefined();
    const whole = [...list, inbound('z', '0')];
    expect(findDivider(whole, { unread: 4, newestId: 'c' }, true)).toEqual({ messageId: 'z', count: 4 });
  });
});
