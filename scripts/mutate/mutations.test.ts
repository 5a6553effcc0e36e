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

const rowsOf = (page: string) => [...page.matchAll(/^\| .+ \|$/gm)].map(([row]) => row);

it('docs/guarantees.md has no row that nothing shows', () => {
  const bare = rowsOf(read('docs/guarantees.md')).filter(
    (row) => !/^\| promise \||\| `[a-z0-9-]+` \|$|\| `tests\/api\/[a-z-]+\.spec\.ts`: [^|]+ \|$/.test(row),
  );
  expect(bare).toEqual([]);
});

const shown = rowsOf(read('docs/guarantees.md')).flatMap((row) => {
  const [, test = '', name = ''] = /\| `(tests\/api\/\S+)`: ([^|]+) \|$/.exec(row) ?? [];
  return test ? [{ test, name }] : [];
});

it.each(shown)('$test shows what docs/guarantees.md says of it: $name', ({ test, name }) => {
  expect(read(test)).toContain(`test('${name}', async (`);
});
