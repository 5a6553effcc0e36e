import { expect, it } from 'vitest';
import { Joins } from './joins';

it('leads over several joins to the conversation that remains, and back after an undo', () => {
  const joins = new Joins();
  expect(joins.current('a')).toBe('a');
  expect(joins.add('a', 'b')).toBe(true);
  expect(joins.add('b', 'c')).toBe(true);
  expect(joins.current('a')).toBe('c');
  joins.restore('b');
  expect(joins.current('a')).toBe('b');
  expect(joins.current('b')).toBe('b');
});

it('takes a join once, and never walks in a circle', () => {
  const joins = new Joins();
  joins.add('a', 'b');
  expect(joins.add('a', 'b')).toBe(false);
  expect(joins.add('b', 'a')).toBe(false);
  expect(joins.current('b')).toBe('b');
});
