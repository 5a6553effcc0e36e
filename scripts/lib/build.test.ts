import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashSources } from './build';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'recado-hash-'));
  mkdirSync(join(root, 'app'));
  writeFileSync(join(root, 'app', 'page.tsx'), 'one');
  writeFileSync(join(root, 'package-lock.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test.each(['app/page.tsx', 'package-lock.json', 'app/new.css'])('a change of %s asks for a build', (path) => {
  const before = hashSources(root);
  writeFileSync(join(root, path), 'two');
  expect(hashSources(root)).not.toBe(before);
});

test.each(['README.md', 'app/page.test.tsx', '.env', 'demo.log'])('a change of %s does not', (path) => {
  const before = hashSources(root);
  writeFileSync(join(root, path), 'two');
  expect(hashSources(root)).toBe(before);
});

test('a renamed file asks for a build', () => {
  const before = hashSources(root);
  rmSync(join(root, 'app', 'page.tsx'));
  writeFileSync(join(root, 'app', 'other.tsx'), 'one');
  expect(hashSources(root)).not.toBe(before);
});
