import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { shutdownOnSignals } from '../lib/shutdown';
import { makeTemporaryFolder } from '../lib/temporary';
import { type Checklist, openChecklist } from './checklist';
import { build, endToEnd, NEXT } from './end-to-end';
import { readVitest } from './reports';

/** `npm test`: lint, format, types, dead code, unit and integration tests, build, end-to-end tests. */
export async function main(): Promise<void> {
  const temporary = makeTemporaryFolder('recado-run-');
  const shutdown = shutdownOnSignals(console.log);
  shutdown.add(async () => rmSync(temporary, { recursive: true, force: true }));
  // Whatever the tools leave in the temporary folder goes with it.
  const env = { ...process.env, TMPDIR: temporary, NEXT_TELEMETRY_DISABLED: '1' };
  const list = openChecklist(env, shutdown);

  await list.step('Lint and format', ['node_modules/@biomejs/biome/bin/biome', 'check', '.']);
  await list.step('Route types', [NEXT, 'typegen']);
  await list.step('Types', ['node_modules/typescript/bin/tsc', '--noEmit']);
  await list.step('Dead code', ['node_modules/knip/bin/knip.js']);
  // Tests of the database mostly wait, a build computes: side by side they take hardly longer than the tests.
  const [, isBuilt] = await Promise.all([
    unitAndIntegration(list, join(temporary, 'vitest.json')),
    build(list),
  ]);
  if (isBuilt) await endToEnd(list, join(temporary, 'playwright.json'), shutdown);
  await shutdown.stopAll();
  process.exit(list.close());
}

async function unitAndIntegration(list: Checklist, report: string): Promise<void> {
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  await list.step('Unit and integration tests', ['node_modules/vitest/vitest.mjs', ...args], {
    read: () => readVitest(report),
  });
}
