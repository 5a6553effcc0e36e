/** What is known of a number that says WORKING. Times are in milliseconds. */
export type Facts = {
  now: number;
  workingSince: number;
  /** The last event of any kind, and the last that WhatsApp caused. */
  lastEventAt: number | null;
  lastSignalAt: number | null;
  /** The longest silence that is usual in this hour of the week; null where too little is known. */
  longestGap: number | null;
  /** WAHA knows of a message that came while we listened and that nobody told us. */
  isMissing: boolean;
  /** We sent something, WAHA took it, and neither echo nor receipt came. */
  isUnheard: boolean;
  state: 'ok' | 'quiet' | 'suspect' | 'down';
  /** Since when there is doubt, and when the watchdog restarted the session last. */
  suspectAt: number | null;
  revivedAt: number | null;
};

export type Verdict = { state: Facts['state']; revive: boolean };

/** Twice the longest silence of four weeks is none that busy shops have by chance; below a minute nothing is silence. */
const TIMES_USUAL = 2;
const LEAST_SILENCE_MS = 60_000;
const QUIET_MS = 30 * 60_000;
/** A restart that did not help is not tried again for so long. */
const REVIVE_AGAIN_MS = 6 * 3_600_000;
/** A restart takes WAHA up to a quarter of a minute. */
const UNDER_WAY_MS = 40_000;
/** So long after a restart its own events have reached us, and what waited at WhatsApp has come. */
const TELLS_ITSELF_MS = 15_000;
const BRINGS_NEWS_MS = 40_000;

/** How a number that says WORKING really is, and whether to restart it: once, then somebody is needed. */
export function judge(facts: Facts): Verdict {
  return facts.suspectAt === null ? judgeTrusted(facts) : judgeSuspect(facts, facts.suspectAt);
}

const verdict = (state: Facts['state'], revive = false): Verdict => ({ state, revive });

function isOverdue({ longestGap }: Facts, silence: number): boolean {
  return longestGap !== null && silence > Math.max(LEAST_SILENCE_MS, TIMES_USUAL * longestGap);
}

function judgeTrusted(facts: Facts): Verdict {
  const { now, workingSince, lastSignalAt, revivedAt, isMissing, isUnheard } = facts;
  const silence = now - Math.max(lastSignalAt ?? 0, workingSince);
  if (isMissing || isUnheard || isOverdue(facts, silence))
    return verdict('suspect', revivedAt === null || now - revivedAt > REVIVE_AGAIN_MS);
  return verdict(silence > QUIET_MS ? 'quiet' : 'ok');
}

function judgeSuspect(facts: Facts, suspectAt: number): Verdict {
  const { now, workingSince, lastEventAt, lastSignalAt, revivedAt, state } = facts;
  const hasProof = facts.isMissing || facts.isUnheard;
  const doubtedAt = Math.max(suspectAt, revivedAt ?? 0);
  if (!hasProof && lastSignalAt !== null && lastSignalAt > doubtedAt) return verdict('ok');
  if (state === 'down') return verdict('down');
  const isRevived = revivedAt !== null && revivedAt >= suspectAt;
  // The restart is still under way, or its news are. Nobody may have seen it pass through STARTING.
  const upSince = Math.max(workingSince, revivedAt ?? 0);
  const isUnderWay = workingSince < doubtedAt && now - doubtedAt < UNDER_WAY_MS;
  if (isRevived && (isUnderWay || now - upSince < TELLS_ITSELF_MS)) return verdict('suspect');
  const isDeaf = isRevived && (lastEventAt ?? 0) < revivedAt;
  if (isDeaf || hasProof) return verdict('down');
  if (isOverdue(facts, now - (lastSignalAt ?? workingSince)))
    return verdict(isRevived && now - upSince < BRINGS_NEWS_MS ? 'suspect' : 'down');
  return verdict('ok');
}
