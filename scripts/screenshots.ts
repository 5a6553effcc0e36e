import { resolve } from 'node:path';
import { buildApp, isBuildStale } from './lib/build';
import { Fault } from './lib/fault';
import { shutdownOnSignals, stopOnError } from './lib/shutdown';
import { ensureBrowser } from './test/browser';
import { runTool } from './test/tool';

const FOLDER = '.data/screenshots';
const PLAYWRIGHT = 'node_modules/@playwright/test/cli.js';

/** Takes the pictures into the folder that is named, or `.data/screenshots`; with further words only of looks or specs that have one. */
export async function main(): Promise<void> {
  const [folder = FOLDER, ...words] = process.argv.slice(2);
  const shutdown = shutdownOnSignals(console.log);
  let code = 1;
  await stopOnError(shutdown, async () => {
    const browser = await ensureBrowser(shutdown);
    if (isBuildStale()) await buildApp('.data/screenshots-build.log', shutdown);
    const only = words.length > 0 ? ['--grep', words.join('|')] : [];
    const env = { ...process.env, RECADO_TEST_BROWSER: browser, RECADO_SCREENSHOTS: resolve(folder) };
    code = await runTool([PLAYWRIGHT, 'test', '--project=screens', ...only], env, shutdown);
  });
  await shutdown.stopAll();
  if (code !== 0) throw new Fault('Not every screen could be taken; the lines above say which.');
  console.log(`\nThe screens are in ${resolve(folder)}.`);
}
