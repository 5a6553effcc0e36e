import type { Times } from '../messages/times';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MORNING = 9;
const EVENING = 18;

export type SnoozeTime = { meaning: 'hour' | 'evening' | 'tomorrow' | 'monday' | 'week'; at: number };

/** When a conversation may come back, soonest first, in the organization's hours; never two of the same time. */
export function snoozeTimes({ dayOf, momentOf }: Times, now: number): SnoozeTime[] {
  const noon = Date.parse(`${dayOf(now)}T12:00:00Z`);
  const day = (days: number) => new Date(noon + days * DAY_MS).toISOString().slice(0, 10);
  const toMonday = (8 - new Date(noon).getUTCDay()) % 7 || 7;
  const all: SnoozeTime[] = [
    { meaning: 'hour', at: now + HOUR_MS },
    { meaning: 'evening', at: momentOf(day(0), EVENING) },
    { meaning: 'tomorrow', at: momentOf(day(1), MORNING) },
    { meaning: 'monday', at: momentOf(day(toMonday), MORNING) },
    { meaning: 'week', at: momentOf(day(7), MORNING) },
  ];
  return all
    .filter(({ at }, index) => at > now && all.findIndex((other) => other.at === at) === index)
    .filter(({ meaning, at }) => meaning !== 'evening' || at > now + HOUR_MS)
    .sort((a, b) => a.at - b.at);
}
