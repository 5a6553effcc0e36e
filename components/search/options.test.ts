import { describe, expect, it } from 'vitest';
import { aConversation } from '../conversations/sample-conversation';
import { aMessage } from '../messages/sample-message';
import { addressOf, toSections } from './options';

const places = [
  { place: 'home' as const, name: 'Início' },
  { place: 'whatsapp' as const, name: 'Números' },
];
const hit = { message: aMessage({ id: 'm1' }), conversation: aConversation({ id: 'c1' }), highlight: 'x' };
const nothing = { typed: '', conversations: [], contacts: [], hits: [], hasMore: false, places };

describe('toSections', () => {
  it('finds pages by name without accents and case, and leaves empty sections out', () => {
    expect(toSections({ ...nothing, typed: 'inic' })).toEqual([
      { id: 'places', options: [{ kind: 'place', key: 'phome', place: 'home', name: 'Início' }] },
    ]);
    expect(toSections({ ...nothing, typed: 'zzz' })).toEqual([]);
  });

  it('ends the messages with the way to more, where there is one', () => {
    const kinds = (hasMore: boolean) =>
      toSections({ ...nothing, typed: 'x', hits: [hit], hasMore })[0]?.options.map(({ kind }) => kind);
    expect(kinds(true)).toEqual(['message', 'more']);
    expect(kinds(false)).toEqual(['message']);
  });
});

describe('addressOf', () => {
  it('leads to a message in its conversation, and keeps the filters of the list', () => {
    const option = { kind: 'message' as const, key: 'm1', hit };
    expect(addressOf(option, '?unread=true&message=old')).toBe('/conversations/c1?unread=true&message=m1');
    const contact = { id: 'k', name: 'Ivo', phoneNumber: '+5511900001111', avatarUrl: null };
    expect(addressOf({ kind: 'contact', key: 'k', contact }, '?unread=true')).toBe(
      '/conversations?unread=true&write=%2B5511900001111',
    );
    expect(addressOf({ kind: 'place', key: 'p', place: 'whatsapp', name: '' }, '')).toBe('/whatsapp');
    expect(addressOf({ kind: 'more', key: 'more' }, '')).toBeUndefined();
  });
});
