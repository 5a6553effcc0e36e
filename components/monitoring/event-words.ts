import type { KeptEventView } from '@/lib/monitoring/schema';

const KINDS: [RegExp, Kind][] = [
  [/^message\.ack/, 'ack'],
  [/^message\.reaction/, 'reaction'],
  [/^message\.edited/, 'edited'],
  [/^message\.revoked/, 'revoked'],
  [/^message(\.any|\.waiting)?$/, 'message'],
  [/^poll\./, 'vote'],
  [/^call\./, 'call'],
  [/^group\./, 'group'],
  [/^session\./, 'session'],
  [/^\?$/, 'none'],
];

export type Kind =
  | 'message'
  | 'ack'
  | 'reaction'
  | 'edited'
  | 'revoked'
  | 'vote'
  | 'call'
  | 'group'
  | 'session'
  | 'none'
  | 'other';

/** Which words name the kind of an event, from WAHA's name for it. */
export const kindOf = (event: string): Kind => KINDS.find(([pattern]) => pattern.test(event))?.[1] ?? 'other';

export type Fault = 'unknown' | 'gone' | 'value' | 'rule' | 'other';

/** Which sentence says why an event was not applied; Postgres' classes 22 (values) and 23 (rules) among them. */
export function faultOf({ state, error }: Pick<KeptEventView, 'state' | 'error'>): Fault {
  if (state === 'unknown') return 'unknown';
  if (error === 'gone') return 'gone';
  if (/^22\w{3}$/.test(error ?? '')) return 'value';
  return /^23\w{3}$/.test(error ?? '') ? 'rule' : 'other';
}

/** A raw body for people: indented where it is JSON, else as it came. */
export function prettyBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
