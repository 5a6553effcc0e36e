/** A half hour of a number, as the strip on its card shows it; `none`: nothing is known. */
export type StripState = 'ok' | 'quiet' | 'suspect' | 'down' | 'off' | 'none';

/** The last 24 hours of a number. `upPercent` is of the time it should have worked; null when it never should. */
export type Uptime = {
  strip: StripState[];
  upPercent: number | null;
  suspicions: number;
  /** When it went down last, if it still is. */
  downSince: string | null;
};
