import { cpSync } from 'node:fs';
import { shutdownOnSignals } from '../lib/shutdown';
import { commandFor, readOptions } from './options';
import { describeRun, describeViolations } from './report';
import { runChaos } from './run';

/**
 * A storm of messages while everything fails: twins, disorder, forged webhooks, WAHA that refuses, cuts answers and
 * restarts, Postgres and the app killed. In the end every message must be there once, in order. Exits with 1 if not.
 */
export async function main(): Promise<void> {
  shutdownOnSignals(console.log);
  const options = readOptions(process.argv.slice(2));
  console.log(`Seed ${options.seed}. The same again: ${commandFor(options)}\n`);
  const { violations } = await runChaos(options, async (stage, result) => {
    console.log(describeRun(result));
    if (result.violations.length === 0) return;
    console.log(await describeViolations(stage, result.violations));
    const kept = `.data/chaos-${options.seed}`;
    cpSync(stage.dataDir, kept, {
      recursive: true,
      filter: (source) => /\.log$|chaos-[^/]*$|-\d+$/.test(source),
    });
    console.log(`\nThe logs are kept in ${kept}.`);
  });
  console.log(
    violations.length === 0
      ? '\nNothing lost, doubled or out of order.'
      : `\n${violations.length} violations.`,
  );
  if (violations.length > 0) process.exitCode = 1;
}
