import { expect, it } from 'vitest';
import { isId, newId } from './ids';

it('ids rise, and none comes twice', () => {
  const ids = Array.from({ length: 5_000 }, newId);
  expect(ids.every(isId)).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  // What follows the time and the counter is random.
  expect(new Set(ids.map((id) => id.slice(-8))).size).toBe(ids.length);
});
