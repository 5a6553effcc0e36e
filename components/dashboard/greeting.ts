export type DayPart = 'morning' | 'afternoon' | 'evening';

/** The part of the day by which people greet each other, at an hour from 0 to 23. */
export function dayPartOf(hour: number): DayPart {
  if (hour >= 5 && hour < 12) return 'morning';
  return hour >= 12 && hour < 18 ? 'afternoon' : 'evening';
}

/** The hour (0 to 23) of a moment in a time zone. */
export function hourIn(timeZone: string, at: Date): number {
  return Number(new Intl.DateTimeFormat('en', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(at));
}

/** How people call somebody: the first word of the name. */
export const firstName = (name: string) => name.trim().split(/\s+/)[0] ?? name;
