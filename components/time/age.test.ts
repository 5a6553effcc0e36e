import { describe, expect, it } from 'vitest';
import { ageOf } from './age';

const now = new Date('2026-11-24T14:21:00Z');
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe('ageOf', () => {
  it.each([
    [-90, 'now', 0],
    [4, 'now', 0],
    [5, 'seconds', 5],
    [59, 'seconds', 59],
    [60, 'minutes', 1],
    [3_599, 'minutes', 59],
    [3_600, 'hours', 1],
    [86_399, 'hours', 23],
    [86_400, 'days', 1],
    [29 * 86_400, 'days', 29],
    [30 * 86_400, 'date', 0],
  ])('says what %i seconds are', (seconds, unit, count) => {
    expect(ageOf(before(seconds), now)).toEqual({ unit, count });
  });
});
