import { randomInt } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { commandFor, LONG } from '../../scripts/chaos/options';
import type { Outage } from '../../scripts/chaos/outages';
import { describeRun, describeViolations } from '../../scripts/chaos/report';
import { runChaos } from '../../scripts/chaos/run';

test('a short storm: everything fails once, and nothing is lost, doubled or out of order', async () => {
  // A minute on a machine of its own.
  test.setTimeout(600_000);
  const small = {
    inbound: 240,
    outbound: 50,
    chats: 10,
    instances: 2,
    seconds: 5,
    faults: 1,
    settleSeconds: 120,
  };
  // Of what takes down the same thing in two ways the harder one is enough here, but for the long run.
  const skip: Outage[] = ['stopApp', 'killSecondApp', 'stopPostgres', 'flap'];
  const options = { ...LONG, ...small, skip, seed: randomInt(1, 1_000_000) };
  let report = '';
  const { violations } = await runChaos(options, async (stage, result) => {
    if (result.violations.length === 0) return;
    report = [describeRun(result), await describeViolations(stage, result.violations)].join('\n');
  });
  expect(violations, `${commandFor(options)}\n${report}`).toEqual([]);
});
