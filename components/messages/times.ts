const DAY_MS = 86_400_000;

/** Writes times of one zone in one language; formatters are made once, they are slow to make. */
export function createTimes(locale: string, timeZone: string) {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone });
  const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const seconds = format({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const isoDay = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  const numeric = format({ day: '2-digit', month: '2-digit', year: '2-digit' });
  const thisYear = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const brief = format({ weekday: 'short', day: 'numeric', month: 'short' });
  const otherYear = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const dayOf = (time: number | string) => isoDay.format(new Date(time));

  /** 0 today, 1 yesterday, undefined before. */
  const daysAgo = (day: string, now: number): 0 | 1 | undefined => {
    if (day === dayOf(now)) return 0;
    return day === dayOf(Date.parse(`${dayOf(now)}T12:00:00Z`) - DAY_MS) ? 1 : undefined;
  };

  /** How far the zone is ahead of UTC at a moment, in ms. */
  const ahead = (time: number) =>
    Date.parse(`${wall.format(time).replace(' ', 'T')}Z`) - Math.floor(time / 1000) * 1000;

  return {
    /** The calendar day in the zone, `YYYY-MM-DD`. */
    dayOf,
    /** The moment of a full hour of a day of the zone; where clocks jump over it, the one after the jump. */
    momentOf: (day: string, hour: number) => {
      const told = Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00Z`);
      return told - ahead(told - ahead(told));
    },
    /** 14:02 */
    clock: (time: number | string) => clock.format(new Date(time)),
    /** 14:02:07 */
    seconds: (time: number | string) => seconds.format(new Date(time)),
    /** 26 de dezembro de 2026 */
    date: (time: string) => otherYear.format(new Date(time)),
    /** In a list: 14:02 today, “ontem”, else 21/11/26. */
    short: (time: string, now: number) => {
      const ago = daysAgo(dayOf(time), now);
      if (ago === 0) return clock.format(new Date(time));
      return ago === 1 ? relative.format(-1, 'day') : numeric.format(new Date(time));
    },
    /** In a sentence, also of what is to come: “hoje”, “amanhã”, else “seg., 30 de nov.”. */
    near: (time: number | string, now: number) => {
      const days = (Date.parse(dayOf(time)) - Date.parse(dayOf(now))) / DAY_MS;
      return Math.abs(days) <= 1 ? relative.format(days, 'day') : brief.format(new Date(time));
    },
    /** Above a day of messages: “Hoje”, “Ontem”, “segunda-feira, 23 de novembro”, with its year when it is another. */
    day: (time: string, now: number) => {
      const ago = daysAgo(dayOf(time), now);
      if (ago !== undefined) return capitalize(relative.format(-ago, 'day'));
      const isThisYear = dayOf(time).slice(0, 4) === dayOf(now).slice(0, 4);
      return (isThisYear ? thisYear : otherYear).format(new Date(time));
    },
  };
}

export type Times = ReturnType<typeof createTimes>;

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
