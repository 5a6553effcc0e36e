import { type CronItem, parseCronItems } from 'graphile-worker';
import type { TaskName } from './tasks';

type Scheduled = { task: TaskName; match: string; maxAttempts: number };

/** What runs by the clock (UTC), for the job runner and for `/api/cron` alike. None of them carries a payload. */
const SCHEDULE: Scheduled[] = [
  { task: 'reconcile', match: '* * * * *', maxAttempts: 1 },
  { task: 'clean_up', match: '17 * * * *', maxAttempts: 3 },
];

const MINUTE_MS = 60_000;
/** What a scheduler that was away for longer missed is made up for once, with the rest. */
const LOOK_BACK_MS = 25 * 60 * MINUTE_MS;

const items = () =>
  parseCronItems(
    SCHEDULE.map(
      ({ task, match, maxAttempts }): CronItem => ({
        task,
        match,
        options: { maxAttempts, backfillPeriod: 0 },
      }),
    ),
  );

/** The schedule as the job runner of a long-running process takes it. */
export const scheduleForRunner = items;

/** Tasks whose minute came after `from`, up to `to`; each once, however often its minute came. */
export function tasksDue(from: Date, to: Date): TaskName[] {
  const first = Math.max(from.getTime(), to.getTime() - LOOK_BACK_MS);
  const minutes: Date[] = [];
  for (let at = Math.floor(first / MINUTE_MS) + 1; at * MINUTE_MS <= to.getTime(); at++)
    minutes.push(new Date(at * MINUTE_MS));
  return items()
    .filter((item) => minutes.some((minute) => item.match(digest(minute))))
    .map((item) => item.task as TaskName);
}

const digest = (at: Date) => ({
  min: at.getUTCMinutes(),
  hour: at.getUTCHours(),
  date: at.getUTCDate(),
  month: at.getUTCMonth() + 1,
  dow: at.getUTCDay(),
});
