import { beginBuild } from '../lib/build';
import { explain } from '../lib/run-script';
import type { Shutdown } from '../lib/shutdown';
import { ensureBrowser } from './browser';
import type { Checklist } from './checklist';
import { readPlaywright } from './reports';

export const NEXT = 'node_modules/next/dist/bin/next';

/** The step that builds the app; remembers what the build was made of. */
export async function build(list: Checklist): Promise<boolean> {
  const remember = beginBuild();
  const isBuilt = await list.step('Build', [NEXT, 'build'], { env: { NODE_ENV: 'production' } });
  if (isBuilt) remember();
  return isBuilt;
}

/** API tests and journeys against the built app, in one way to run (see tests/setup/modes.ts). */
export async function endToEnd(
  list: Checklist,
  report: string,
  shutdown: Shutdown,
  mode = 'one',
): Promise<void> {
  const title = mode === 'one' ? 'End-to-end tests' : `End-to-end tests (${mode})`;
  let browser: string;
  try {
    browser = await ensureBrowser(shutdown);
  } catch (error) {
    return list.fail(title, explain(error));
  }
  await list.step(title, ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'], {
    env: { RECADO_TEST_BROWSER: browser, RECADO_TEST_MODE: mode, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    read: () => readPlaywright(report),
  });
}
