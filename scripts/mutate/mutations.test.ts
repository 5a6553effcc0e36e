import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mutations } from './mutations';

const read = (file: string) => readFileSync(file, 'utf8');

it.each(mutations)('$id: its mechanism stands once in its file', ({ file, find, replace }) => {
  expect(read(file).split(find)).toHaveLength(2);
  expect(replace).not.toBe(find);
});

it.each(mutations)('$id: its test is there', ({ test, name }) => {
  // Rows of a table have their title put together.
  const [start = ''] = name.split(/: | that was /);
  expect(read(test)).toContain(start);
});

it('docs/guarantees.md names every mutation, and no other', () => {
  const named = [...read('docs/guarantees.md').matchAll(/\| `([a-z0-9-]+)` \|$/gm)].map(([, id]) => id);
  expect([...named].sort()).toEqual(mutations.map(({ id }) => id).sort());
});
