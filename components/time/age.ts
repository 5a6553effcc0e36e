export type AgeUnit = 'now' | 'seconds' | 'minutes' | 'hours' | 'days' | 'date';
export type Age = { unit: AgeUnit; count: number };

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How old a moment is, in the largest unit that says enough; past 30 days its date says more than a count. */
export function ageOf(at: Date, now: Date): Age {
  const seconds = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 1000));
  if (seconds < 5) return { unit: 'now', count: 0 };
  if (seconds < MINUTE) return { unit: 'seconds', count: seconds };
  if (seconds < HOUR) return { unit: 'minutes', count: Math.floor(seconds / MINUTE) };
  if (seconds < DAY) return { unit: 'hours', count: Math.floor(seconds / HOUR) };
  if (seconds < 30 * DAY) return { unit: 'days', count: Math.floor(seconds / DAY) };
  return { unit: 'date', count: 0 };
}
