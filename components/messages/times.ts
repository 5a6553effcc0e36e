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
  const briefYear = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const otherYear = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const dayOf = (time: number | string) => isoDay.format(new Date(time));
  const yearOf = (time: number | string) => dayOf(time).slice(0, 4);

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
    /** What clocks of the zone show, `YYYY-MM-DDTHH:mm`, as a field for day and time has it. */
    wallOf: (time: number | string) => wall.format(new Date(time)).slice(0, 16).replace(' ', 'T'),
    /** The moment when clocks of the zone show that; where they jump over it, the one after the jump. NaN of what is no time. */
    momentOf: (shown: string) => {
      const told = Date.parse(`${shown}Z`);
      return Number.isNaN(told) ? told : told - ahead(told - ahead(told));
    },
    /** The zone's name in words where this machine keeps another time now, else undefined. */
    foreignZone: () => {
      const now = Date.now();
      if (ahead(now) === -new Date(now).getTimezoneOffset() * 60_000) return undefined;
      return format({ timeZoneName: 'longGeneric' })
        .formatToParts(now)
        .find(({ type }) => type === 'timeZoneName')?.value;
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
    /** In a sentence, also of what is to come: “hoje”, “amanhã”, else “seg., 30 de nov.”, with its year when it is another. */
    near: (time: number | string, now: number) => {
      const days = (Date.parse(dayOf(time)) - Date.parse(dayOf(now))) / DAY_MS;
      if (Math.abs(days) <= 1) return relative.format(days, 'day');
      return (yearOf(time) === yearOf(now) ? brief : briefYear).format(new Date(time));
    },
    /** Above a day of messages: “Hoje”, “Ontem”, “segunda-feira, 23 de novembro”, with its year when it is another. */
    day: (time: string, now: number) => {
      const ago = daysAgo(dayOf(time), now);
      if (ago !== undefined) return capitalize(relative.format(-ago, 'day'));
      return (yearOf(time) === yearOf(now) ? thisYear : otherYear).format(new Date(time));
    },
  };
}

export type Times = ReturnType<typeof createTimes>;

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
