import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readEnvelope, readEvent } from './read-event';
import { readCapping, readTimelock } from './read-limits';

it('reads the lock of a session that WAHA reports as WORKING again', () => {
  const file = 'tests/fixtures/waha/session.status.working-timelocked.gows.json';
  const body: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const ends = (body as { me: { reachoutTimelock: { timeEnforcementEnds: number } } }).me.reachoutTimelock
    .timeEnforcementEnds;
  const envelope = readEnvelope(body);
  if (!envelope) throw new Error('The fixture is no envelope');
  expect(readEvent(envelope, new Date())).toMatchObject({
    kind: 'session',
    status: 'WORKING',
    me: { timelock: { isActive: true, until: new Date(ends * 1000) }, capping: null },
  });
});

it.each([
  ['nothing told', undefined, undefined],
  ['no lock', null, null],
  ['a lock without an end', { isActive: true, timeEnforcementEnds: null }, { isActive: true, until: null }],
  ['an end that is none', { isActive: true, timeEnforcementEnds: 'soon' }, { isActive: true, until: null }],
  ['a lock that is over', { isActive: false, timeEnforcementEnds: 0 }, { isActive: false, until: null }],
  ['something else', { locked: true }, undefined],
])('a timelock: %s', (_, value, expected) => {
  expect(readTimelock(value)).toEqual(expected);
});

it.each([
  ['nothing told', undefined, undefined],
  ['none', null, null],
  [
    'without a limit',
    { cappingStatus: 'NONE', totalQuota: -1, usedQuota: 3, cycleEnd: null },
    { status: 'NONE', used: 3, total: null, renewsAt: null },
  ],
  [
    'used up',
    { cappingStatus: 'CAPPED', totalQuota: '50', usedQuota: 50, cycleEnd: 1_800_000_000 },
    { status: 'CAPPED', used: 50, total: 50, renewsAt: new Date(1_800_000_000_000) },
  ],
  ['something else', 'CAPPED', undefined],
])('a quota: %s', (_, value, expected) => {
  expect(readCapping(value)).toEqual(expected);
});
