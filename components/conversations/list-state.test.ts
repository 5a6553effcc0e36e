import { describe, expect, it } from 'vitest';
import type { InboxFilters } from './inbox-address';
import {
  appendConversations,
  foldConversation,
  type ListState,
  neighbour,
  refreshConversations,
} from './list-state';
import { aConversation } from './sample-conversation';

const at = (minute: number) => `2026-11-23T12:${String(minute).padStart(2, '0')}:00.000Z`;
const one = (id: string, minute: number, change = {}) =>
  aConversation({ id, lastMessageAt: at(minute), updatedAt: at(minute), ...change });
const ids = ({ items }: ListState) => items.map(({ id }) => id).join('');
const list: ListState = { items: [one('c', 30), one('b', 20), one('a', 10)], nextCursor: null };
const rule = (filters: Partial<InboxFilters> = {}, openId?: string) => ({
  filters: { status: 'open' as const, ...filters },
  meId: 'ana',
  openId,
});

describe('foldConversation', () => {
  it('moves what is active to its place and adds what is new', () => {
    expect(ids(foldConversation(list, one('a', 40), rule()))).toBe('acb');
    expect(ids(foldConversation(list, one('x', 25), rule()))).toBe('cxba');
    expect(ids(foldConversation(list, one('x', 20), rule()))).toBe('cxba');
  });

  it('never lets an older view replace a newer one, and takes the same twice', () => {
    const read = one('b', 20, { updatedAt: at(50), unreadCount: 0 });
    const once = foldConversation(list, read, rule());
    expect(foldConversation(once, one('b', 20, { updatedAt: at(45), unreadCount: 3 }), rule())).toBe(once);
    expect(foldConversation(once, read, rule())).toEqual(once);
  });

  it('takes out what no longer matches, unless it is open', () => {
    const resolved = one('b', 20, { status: 'resolved', updatedAt: at(50) });
    expect(ids(foldConversation(list, resolved, rule()))).toBe('ca');
    expect(ids(foldConversation(list, resolved, rule({}, 'b')))).toBe('cba');
    expect(ids(foldConversation(list, one('x', 50, { status: 'resolved' }), rule({}, 'x')))).toBe('cba');
  });

  it.each([
    [{ assignee: 'me' as const }, { assignee: { id: 'ana', name: 'Ana' } }],
    [{ assignee: 'none' as const }, {}],
    [{ unread: true }, { unreadCount: 2 }],
    [{ instanceId: 'other' }, { instanceId: 'other' }],
    [{ kind: 'group' as const }, { kind: 'group' }],
    [{ status: 'all' as const }, { status: 'snoozed' }],
  ])('with the filter %j shows %j', (filters, change) => {
    expect(ids(foldConversation(list, one('x', 40, change), rule(filters)))).toBe('xcba');
  });

  it.each([
    [{ assignee: 'me' as const }, {}],
    [{ assignee: 'none' as const }, { assignee: { id: 'ana', name: 'Ana' } }],
    [{ unread: true }, {}],
    [{ instanceId: 'other' }, {}],
    [{}, { status: 'pending' }],
  ])('with the filter %j does not show %j', (filters, change) => {
    expect(ids(foldConversation(list, one('x', 40, change), rule(filters)))).toBe('cba');
  });

  it('leaves to paging what is older than everything loaded', () => {
    expect(ids(foldConversation({ ...list, nextCursor: 'x' }, one('z', 5), rule()))).toBe('cba');
    expect(ids(foldConversation(list, one('z', 5), rule()))).toBe('cbaz');
  });
});

describe('paging and refreshing', () => {
  it('shows nothing twice', () => {
    const page = { data: [one('a', 10), one('z', 5)], nextCursor: null };
    expect(ids(appendConversations({ ...list, nextCursor: 'x' }, page))).toBe('cbaz');
  });

  it('keeps the open conversation', () => {
    const page = { data: [one('c', 30), one('b', 20)], nextCursor: 'x' };
    const fresh = refreshConversations(list, page, 'a');
    expect(ids(fresh)).toBe('cba');
    expect(fresh.nextCursor).toBe('x');
  });

  it('drops what the server no longer lists', () => {
    expect(ids(refreshConversations(list, { data: [one('c', 30)], nextCursor: null }))).toBe('c');
  });
});

describe('neighbour', () => {
  it.each([
    ['b', 1, 'a'],
    ['b', -1, 'c'],
    ['a', 1, undefined],
    [undefined, 1, 'c'],
    ['gone', -1, 'c'],
  ] as const)('of %s by %i', (open, step, expected) => expect(neighbour(list, open, step)).toBe(expected));
});
