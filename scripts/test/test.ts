import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { shutdownOnSignals } from '../lib/shutdown';
import { makeTemporaryFolder } from '../lib/temporary';
import { ensureBrowser } from './browser';
import { readPlaywright, readVitest, type Tally } from './reports';
import { runTool } from './tool';

const NEXT = 'node_modules/next/dist/bin/next';

/** `npm test`: lint, format, types, dead code, unit and integration tests, build, end-to-end tests. */
export async function main(): Promise<void> {
  const temporary = makeTemporaryFolder('recado-run-');
  const shutdown = shutdownOnSignals(console.log);
  shutdown.add(async () => rmSync(temporary, { recursive: true, force: true }));
  const env = { ...process.env, TMPDIR: temporary, NEXT_TELEMETRY_DISABLED: '1', FORCE_COLOR: undefined };
  const report = (name: string) => join(temporary, `${name}.json`);
  const total: Tally = { passed: 0, failed: 0 };
  const faults: string[] = [];

  const step = async (title: string, args: string[], options: StepOptions = {}): Promise<boolean> => {
    console.log(`\n── ${title}`);
    const from = performance.now();
    const code = await runTool(args, { ...env, ...options.env }, shutdown);
    const tally = options.read?.() ?? { passed: code === 0 ? 1 : 0, failed: 0 };
    // A tool that ends badly without naming a failed test has failed all the same.
    if (code !== 0 && tally.failed === 0) tally.failed = 1;
    total.passed += tally.passed;
    total.failed += tally.failed;
    if (tally.failed > 0) faults.push(title);
    console.log(`── ${title}: ${tally.failed > 0 ? 'FAILED' : 'passed'} (${seconds(from)} s)`);
    return tally.failed === 0;
  };

  await step('Lint and format', ['node_modules/@biomejs/biome/bin/biome', 'check', '.']);
  await step('Route types', [NEXT, 'typegen']);
  await step('Types', ['node_modules/typescript/bin/tsc', '--noEmit']);
  await step('Dead code', ['node_modules/knip/bin/knip.js']);
  await step('Unit and integration tests', vitest(report('vitest')), {
    read: () => readVitest(report('vitest')),
  });
  const isBuilt = await step('Build', [NEXT, 'build'], { env: { NODE_ENV: 'production' } });
  if (isBuilt) {
    const browser = await ensureBrowser(shutdown);
    await step('End-to-end tests', ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], {
      env: { RECADO_TEST_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report('playwright') },
      read: () => readPlaywright(report('playwright')),
    });
  }
  await shutdown.stopAll();
  if (faults.length > 0) console.log(`\nFailed: ${faults.join(', ')}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exit(total.failed > 0 ? 1 : 0);
}

type StepOptions = {
  env?: Record<string, string | undefined>;
  /** Counts the tests in the tool's report; without it the step counts as one. */
  read?: () => Tally;
};

function vitest(file: string): string[] {
  const cli = ['vitest.mjs', 'dist/cli.js'].map((name) => join('node_modules/vitest', name)).find(existsSync);
  return [
    cli ?? 'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
}

function seconds(from: number): number {
  return Math.round((performance.now() - from) / 1000);
}
