import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

it('has every variable on the page that lists them, and no other', () => {
  const schema = /z\.object\(\{([\s\S]*?)\n\}\);/.exec(read('./env.ts'))?.[1] ?? '';
  const known = [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name);
  const page = read('../docs/configuration.md');
  const listed = new Set([...page.matchAll(/`([A-Z]+(?:_[A-Z]+)*)(?:=\w+)?`/g)].map(([, name]) => name));
  expect(known.length).toBeGreaterThan(20);
  expect([...listed].sort()).toEqual([...known].sort());
});
