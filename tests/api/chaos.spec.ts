import { randomInt } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { commandFor, LONG } from '../../scripts/chaos/options';
import { describeRun, describeViolations } from '../../scripts/chaos/report';
import { runChaos } from '../../scripts/chaos/run';

test('a short storm: everything fails once, and nothing is lost, doubled or out of order', async () => {
  test.setTimeout(300_000);
  const small = { inbound: 500, outbound: 80, chats: 12, seconds: 12, faults: 1, settleSeconds: 120 };
  const options = { ...LONG, ...small, seed: randomInt(1, 1_000_000) };
  let report = '';
  const { violations } = await runChaos(options, async (stage, result) => {
    if (result.violations.length === 0) return;
    report = [describeRun(result), await describeViolations(stage, result.violations)].join('\n');
  });
  expect(violations, `${commandFor(options)}\n${report}`).toEqual([]);
});
