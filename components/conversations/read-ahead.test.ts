import { expect, it } from 'vitest';
import { nextAfter } from './read-ahead';

const items = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
const after = (id: string, cameFrom?: string) => nextAfter(items, id, cameFrom).map((item) => item.id);

it('reads those below first, then the one above', () => {
  expect(after('b')).toEqual(['c', 'd', 'a']);
});

it('goes on upwards where one came from below', () => {
  expect(after('c', 'd')).toEqual(['b', 'a', 'd']);
  expect(after('b', 'a')).toEqual(['c', 'd', 'a']);
});

it('ends where the list ends', () => {
  expect(after('a')).toEqual(['b', 'c']);
  expect(after('d')).toEqual(['c']);
});

it('reads nothing for a conversation that is not in the list', () => {
  expect(after('x')).toEqual([]);
});
