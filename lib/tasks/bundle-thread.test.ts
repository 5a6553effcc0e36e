import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { EXTERNAL_PACKAGES } from '../../next.config.mjs';
import { makeTemporaryFolder } from '../../scripts/lib/temporary';
import { bundleThread } from './bundle-thread.mjs';

const folder = makeTemporaryFolder('recado-bundle-');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the thread for webhooks needs nothing of Next', async () => {
  const file = join(folder, 'thread.cjs');
  await bundleThread(EXTERNAL_PACKAGES, { file });
  expect(readFileSync(file, 'utf8')).not.toMatch(/node_modules\/next\//);
});

test('what needs Next does not get into it', async () => {
  const file = join(folder, 'refused.cjs');
  const bundling = bundleThread(EXTERNAL_PACKAGES, { entry: 'lib/handlers/after-answer.ts', file });
  await expect(bundling).rejects.toThrow('next/server: Next has no place in the thread for webhooks');
});
