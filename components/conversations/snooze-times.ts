import type { Times } from '../messages/times';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MORNING = '09:00';
const EVENING = '18:00';
const LONGEST_MS = 365 * DAY_MS;

export type SnoozeTime = { meaning: 'hour' | 'evening' | 'tomorrow' | 'monday' | 'week'; at: number };

/** When a conversation may come back, soonest first, in the organization's hours; never two of the same time. */
export function snoozeTimes({ dayOf, momentOf }: Times, now: number): SnoozeTime[] {
  const noon = Date.parse(`${dayOf(now)}T12:00:00Z`);
  const day = (days: number) => new Date(noon + days * DAY_MS).toISOString().slice(0, 10);
  const toMonday = (8 - new Date(noon).getUTCDay()) % 7 || 7;
  const all: SnoozeTime[] = [
    { meaning: 'hour', at: now + HOUR_MS },
    { meaning: 'evening', at: momentOf(`${day(0)}T${EVENING}`) },
    { meaning: 'tomorrow', at: momentOf(`${day(1)}T${MORNING}`) },
    { meaning: 'monday', at: momentOf(`${day(toMonday)}T${MORNING}`) },
    { meaning: 'week', at: momentOf(`${day(7)}T${MORNING}`) },
  ];
  return all
    .filter(({ at }, index) => at > now && all.findIndex((other) => other.at === at) === index)
    .filter(({ meaning, at }) => meaning !== 'evening' || at > now + HOUR_MS)
    .sort((a, b) => a.at - b.at);
}

/** From when to when one may choose freely, soonest and latest. */
export const snoozeRange = (now: number) => [now, now + LONGEST_MS] as const;

/** Why a conversation can't be put away until then; undefined where it can. `at` is NaN where nothing whole was chosen. */
export function snoozeProblem(at: number, now: number): 'none' | 'past' | 'far' | undefined {
  const [soonest, latest] = snoozeRange(now);
  if (Number.isNaN(at)) return 'none';
  if (at <= soonest) return 'past';
  return at > latest ? 'far' : undefined;
}
