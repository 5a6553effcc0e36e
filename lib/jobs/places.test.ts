import { expect, it } from 'vitest';
import { Places } from './places';

/** How many places each of these servers gets when all want as many as they can, in turns. */
function fill(places: Places, servers: string[]): number[] {
  const got = servers.map(() => 0);
  for (let isMore = true; isMore; ) {
    isMore = false;
    servers.forEach((server, n) => {
      if (places.free === 0 || !places.enter(server)) return;
      got[n] = (got[n] ?? 0) + 1;
      isMore = true;
    });
  }
  return got;
}

it.each([
  ['one server takes half', 12, ['a'], [6], 6],
  ['two take a third each', 12, ['a', 'b'], [4, 4], 4],
  ['five leave two', 12, ['a', 'b', 'c', 'd', 'e'], [2, 2, 2, 2, 2], 2],
  ['eleven leave one', 12, 'abcdefghijk'.split(''), Array(11).fill(1), 1],
])('%s', (_, total, servers, expected, free) => {
  const places = new Places(total);
  expect(fill(places, servers)).toEqual(expected);
  expect(places.free).toBe(free);
  expect(places.full().toSorted()).toEqual(servers);
});

it('a server with nothing running may always begin, and one that ends makes room', () => {
  const places = new Places(3);
  fill(places, ['a', 'b']);
  expect([places.enter('a'), places.enter('c')]).toEqual([false, true]);
  places.leave('b');
  places.leave('c');
  expect(places.full()).toEqual([]);
  expect(places.enter('a')).toBe(true);
});

it('jobs of no server take places too', () => {
  const places = new Places(4);
  expect([places.enter(undefined), places.enter(undefined), places.enter('a')]).toEqual([true, true, true]);
  expect(places.enter('a')).toBe(false);
});
