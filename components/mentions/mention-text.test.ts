import { describe, expect, it } from 'vitest';
import { labelOf, matching, mentionQuery, mentionsIn } from './mention-text';

const person = (name: string, mention = name) => ({
  name,
  mention,
  contactId: null,
  phoneNumber: '+5511987654321',
  isAdmin: false,
});

describe('somebody is being named', () => {
  it.each([
    ['@', { from: 0, words: '' }],
    ['Oi @mar', { from: 3, words: 'mar' }],
    ['Oi @Ana Pa', { from: 3, words: 'Ana Pa' }],
    ['(@ana', { from: 1, words: 'ana' }],
  ])('in %j', (text, query) => {
    expect(mentionQuery(text, text.length)).toEqual(query);
  });

  it.each(['', 'ana@example', 'Oi @ana tudo bem', '@ana\n'])('not in %j', (text) => {
    expect(mentionQuery(text, text.length)).toBeUndefined();
  });
});

it('finds people by any part of their name, without accents, and by phone', () => {
  const people = [person('José da Silva'), { ...person('Marina'), phoneNumber: '+351912000111' }];
  expect(matching(people, 'jose').map(({ name }) => name)).toEqual(['José da Silva']);
  expect(matching(people, 'silva').map(({ name }) => name)).toEqual(['José da Silva']);
  expect(matching(people, '912').map(({ name }) => name)).toEqual(['Marina']);
  expect(matching(people, '')).toHaveLength(2);
});

it('names in a text everybody who stands in it, and nobody whose name is only a part of another', () => {
  const people = [person('Ana', 'a'), person('Ana Paula', 'ap'), person('José', 'j')];
  expect(mentionsIn('@Ana Paula e @josé, vejam', people)).toEqual(['j', 'ap']);
  expect(mentionsIn('@Ana Paula e @Ana', people)).toEqual(['a', 'ap']);
  expect(mentionsIn('@Anabela', people)).toEqual([]);
});

it('shows who has no name by number', () => {
  expect(labelOf({ ...person('+5511987654321', '5511987654321'), phoneNumber: null })).toBe('@5511987654321');
});
