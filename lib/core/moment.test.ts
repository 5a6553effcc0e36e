import { expect, it } from 'vitest';
import { moment } from './moment';

it.each(['tomorrow', '2026-13-01T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-01:00'])(
  'refuses %s, and says one thing about it',
  (text) => {
    expect(moment.safeParse(text).error?.issues).toHaveLength(1);
  },
);

it('is written in UTC', () => {
  expect(moment.parse('2026-11-27T09:00:00-03:00')).toBe('2026-11-27T12:00:00.000Z');
});
