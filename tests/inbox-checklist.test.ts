import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../', import.meta.url);
const page = readFileSync(new URL('docs/inbox-checklist.md', root), 'utf8');
/** `file` “how a test of it begins”; a file without a path is a journey. */
const named = [...page.matchAll(/`([a-z0-9/.-]+)` “((?:“[^”]*”|[^“”])+)”/g)].map(
  ([, file = '', name = '']): [string, string] => [file, name],
);

it.each(named)('%s has a test that begins with “%s”', (file, name) => {
  const path = file.includes('/') ? file : `tests/e2e/${file}.spec.ts`;
  const source = readFileSync(new URL(path, root), 'utf8');
  expect(source).toMatch(new RegExp(`(test|it)(\\.each\\([^)]*\\))?\\(\\s*['"\`]${literal(name)}`));
});

it('names no file that does not exist', () => {
  expect(named.length).toBeGreaterThan(50);
  const files = [...page.matchAll(/`((?:tests|lib|components)\/[\w/.-]+\.ts)`/g)].map(
    ([, path = '']) => path,
  );
  expect(files.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
});

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
