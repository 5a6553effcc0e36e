/** What takes something down for a while; one after the other. */
export const OUTAGES = [
  'killApp',
  'killPostgres',
  'restartWaha',
  'killSecondApp',
  'stopPostgres',
  'crashBackend',
  'stopApp',
  'flap',
] as const;

export type Outage = (typeof OUTAGES)[number];
