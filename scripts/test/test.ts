import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beginBuild } from '../lib/build';
import { explain } from '../lib/run-script';
import { type Shutdown, shutdownOnSignals } from '../lib/shutdown';
import { makeTemporaryFolder } from '../lib/temporary';
import { ensureBrowser } from './browser';
import { type Checklist, openChecklist } from './checklist';
import { readPlaywright, readVitest } from './reports';

const NEXT = 'node_modules/next/dist/bin/next';

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
  await unitAndIntegration(list, join(temporary, 'vitest.json'));
  const rememberBuild = beginBuild();
  if (await list.step('Build', [NEXT, 'build'], { env: { NODE_ENV: 'production' } })) {
    rememberBuild();
    await endToEnd(list, join(temporary, 'playwright.json'), shutdown);
  }
  await shutdown.stopAll();
  process.exit(list.close());
}

async function unitAndIntegration(list: Checklist, report: string): Promise<void> {
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  await list.step('Unit and integration tests', ['node_modules/vitest/vitest.mjs', ...args], {
    read: () => readVitest(report),
  });
}

async function endToEnd(list: Checklist, report: string, shutdown: Shutdown): Promise<void> {
  const title = 'End-to-end tests';
  let browser: string;
  try {
    browser = await ensureBrowser(shutdown);
  } catch (error) {
    return list.fail(title, explain(error));
  }
  await list.step(title, ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], {
    env: { RECADO_TEST_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    read: () => readPlaywright(report),
  });
}
