import { describe, expect, it } from 'vitest';
import { createTimes } from '../messages/times';
import { snoozeProblem, snoozeTimes } from './snooze-times';

const times = createTimes('pt-BR', 'America/Sao_Paulo');
const choices = (now: string) =>
  snoozeTimes(times, Date.parse(now)).map(({ meaning, at }) => [meaning, new Date(at).toISOString()]);

describe('snoozeTimes', () => {
  it('offers the hours of the organization’s day', () =>
    // A Tuesday, 10:20 there.
    expect(choices('2026-11-24T13:20:00Z')).toEqual([
      ['hour', '2026-11-24T14:20:00.000Z'],
      ['evening', '2026-11-24T21:00:00.000Z'],
      ['tomorrow', '2026-11-25T12:00:00.000Z'],
      ['monday', '2026-11-30T12:00:00.000Z'],
      ['week', '2026-12-01T12:00:00.000Z'],
    ]));

  it('offers no evening that is over or as soon as the hour, and no morning twice', () => {
    // 17:30 of a Sunday: Monday is tomorrow.
    expect(choices('2026-11-29T20:30:00Z').map(([meaning]) => meaning)).toEqual(['hour', 'tomorrow', 'week']);
    // 23:30 of a Monday, already Tuesday in UTC.
    expect(choices('2026-12-01T02:30:00Z')).toEqual([
      ['hour', '2026-12-01T03:30:00.000Z'],
      ['tomorrow', '2026-12-01T12:00:00.000Z'],
      ['monday', '2026-12-07T12:00:00.000Z'],
    ]);
  });
});

describe('snoozeProblem', () => {
  const now = Date.parse('2026-11-24T13:20:00Z');

  it.each([
    ['2026-11-24T13:19:00Z', 'past'],
    ['2026-11-24T13:20:00Z', 'past'],
    ['2026-11-24T13:21:00Z', undefined],
    ['2027-11-24T13:20:00Z', undefined],
    ['2027-11-24T13:21:00Z', 'far'],
    ['', 'none'],
  ])('finds in %s: %s', (at, problem) => expect(snoozeProblem(Date.parse(at), now)).toBe(problem));
});
