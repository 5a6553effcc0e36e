import { describe, expect, it } from 'vitest';
import { activeRestriction, cappingAfter, firstContactBudget, restrictionAfter } from './limits';
import type { InstanceRow } from './queries';

type InstanceRestriction = NonNullable<InstanceRow['restriction']>;

const now = new Date('2026-11-20T12:00:00Z');
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const held = (kind: InstanceRestriction['kind'], until: Date | null, since = now): InstanceRestriction => ({
  kind,
  since: since.toISOString(),
  until: until?.toISOString() ?? null,
});

describe('the budget of first contacts', () => {
  it.each([
    [null, 10],
    [0, 10],
    [6.9, 10],
    [7, 20],
    [14, 40],
    [30, 80],
    [60, 150],
    [400, 250],
  ])('grows with the age of the number: after %s days %s', (days, budget) => {
    const linkedAt = days === null ? null : new Date(now.getTime() - days * 86_400_000);
    expect(firstContactBudget({ settings: {}, linkedAt, restriction: null }, now)).toBe(budget);
  });

  it.each([0, 3, 1000])('is what somebody set: %s', (firstContactsPerDay) => {
    const row = { settings: { firstContactsPerDay }, linkedAt: null, restriction: null };
    expect(firstContactBudget(row, now)).toBe(firstContactsPerDay);
  });
});

describe('a restriction', () => {
  it.each([
    ['ends when it was told to', held('timelock', inHours(-1)), false],
    ['holds until then', held('timelock', inHours(1)), true],
    ['lasts a day where no end was told', held('refused', null, inHours(-23)), true],
    ['and not longer', held('refused', null, inHours(-25)), false],
  ])('%s', (_, restriction, isActive) => {
    expect(activeRestriction({ restriction }, now) !== null).toBe(isActive);
  });

  const lock = { isActive: true, until: inHours(5) };
  const capped = { status: 'CAPPED', used: 50, total: 50, renewsAt: inHours(9) };
  it.each([
    ['a lock that is told', null, { timelock: lock }, held('timelock', inHours(5))],
    ['a used-up quota', null, { timelock: null, capping: capped }, held('capping', inHours(9))],
    ['a lock before a quota', null, { timelock: lock, capping: capped }, held('timelock', inHours(5))],
    ['no lock any more', held('timelock', inHours(5)), { timelock: null }, null],
    [
      'a lock that is no longer active',
      held('timelock', inHours(5)),
      { timelock: { isActive: false, until: null } },
      null,
    ],
    ['nothing told', held('timelock', inHours(5)), {}, held('timelock', inHours(5))],
    ['a new quota', held('capping', inHours(5)), { capping: { ...capped, status: 'NONE' } }, null],
    ['no word of a lock after a refusal', held('refused', null), { timelock: null }, held('refused', null)],
    ['a lock told after a refusal', held('refused', null), { timelock: lock }, held('timelock', inHours(5))],
    ['a lock whose time is over', null, { timelock: { isActive: true, until: inHours(-1) } }, null],
  ])('after %s', (_, before, told, after) => {
    expect(restrictionAfter(before, told, now)).toEqual(after);
  });
});

it('keeps a quota only where there is one', () => {
  const quota = { status: 'FIRST_WARNING', used: 40, total: 50, renewsAt: inHours(9) };
  expect(cappingAfter(null, { capping: quota })).toEqual({
    ...quota,
    renewsAt: inHours(9).toISOString(),
  });
  const none = { status: 'NONE', used: 3, total: null, renewsAt: null };
  expect(cappingAfter(null, { capping: none })).toBeNull();
  expect(cappingAfter({ ...none, status: 'CAPPED' }, {})).toMatchObject({ status: 'CAPPED' });
});
