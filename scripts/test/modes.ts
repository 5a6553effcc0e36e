import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { MODES } from '../../tests/setup/modes';
import { shutdownOnSignals } from '../lib/shutdown';
import { makeTemporaryFolder } from '../lib/temporary';
import { openChecklist } from './checklist';
import { build, endToEnd } from './end-to-end';

/** `npm run test:modes`: the same end-to-end tests in every way to run. */
export async function main(): Promise<void> {
  const temporary = makeTemporaryFolder('recado-run-');
  const shutdown = shutdownOnSignals(console.log);
  shutdown.add(async () => rmSync(temporary, { recursive: true, force: true }));
  const env = { ...process.env, TMPDIR: temporary, NEXT_TELEMETRY_DISABLED: '1' };
  const list = openChecklist(env, shutdown);
  if (await build(list)) {
    for (const mode of MODES) await endToEnd(list, join(temporary, `${mode}.json`), shutdown, mode);
  }
  await shutdown.stopAll();
  process.exit(list.close());
}
