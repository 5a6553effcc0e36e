import { randomInt } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { commandFor, LONG } from '../../scripts/chaos/options';
import { describeRun, describeViolations } from '../../scripts/chaos/report';
import { runChaos } from '../../scripts/chaos/run';

test('a short storm: everything fails once, and nothing is lost, doubled or out of order', async () => {
  // A minute on a machine of its own.
  test.setTimeout(600_000);
  const small = { inbound: 300, outbound: 60, chats: 10, seconds: 8, faults: 1, settleSeconds: 120 };
  // What takes a quarter of a minute each and is shown by the others too, but for the long run.
  const skip = ['stopApp' as const, 'killSecondApp' as const];
  const options = { ...LONG, ...small, skip, seed: randomInt(1, 1_000_000) };
  let report = '';
  const { violations } = await runChaos(options, async (stage, result) => {
    if (result.violations.length === 0) return;
    report = [describeRun(result), await describeViolations(stage, result.violations)].join('\n');
  });
  expect(violations, `${commandFor(options)}\n${report}`).toEqual([]);
});
