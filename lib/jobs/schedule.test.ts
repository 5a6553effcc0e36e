import { expect, it } from 'vitest';
import { tasksDue } from './schedule';

const at = (time: string) => new Date(`2026-11-20T${time}Z`);

it.each([
  ['within a minute nothing', '12:00:01', '12:00:59', []],
  ['the next minute', '12:00:59', '12:01:00', ['reconcile']],
  ['the hour at its 17th minute', '12:16:30', '12:17:30', ['reconcile', 'clean_up']],
  ['what was missed, once', '09:00:00', '12:10:00', ['reconcile', 'clean_up']],
])('%s', (_, from, to, expected) => {
  expect(tasksDue(at(from), at(to)).filter((task) => ['reconcile', 'clean_up'].includes(task))).toEqual(
    expected,
  );
});

it('looks back a day and an hour, however long nobody came', () => {
  expect(tasksDue(new Date(0), at('12:00:00'))).toContain('clean_up');
});
