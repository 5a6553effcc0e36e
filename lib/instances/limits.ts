import type { Me } from '@/lib/waha/happenings';
import type { InstanceRow } from './queries';

/** Days since a phone was linked, and how many new people it may write to on a day from then on. */
const BUDGET_BY_AGE = [
  [120, 250],
  [60, 150],
  [30, 80],
  [14, 40],
  [7, 20],
  [0, 10],
] as const;
const DAY_MS = 86_400_000;

/** How long a lock is taken to last of which WhatsApp tells no end. */
const UNTOLD_MS = DAY_MS;

type Row = Pick<InstanceRow, 'settings' | 'linkedAt' | 'restriction'>;
type InstanceRestriction = NonNullable<Row['restriction']>;

/** How many first contacts a number may make a day: what somebody set, else as many as its age allows. */
export function firstContactBudget({ settings, linkedAt }: Row, now = new Date()): number {
  if (typeof settings.firstContactsPerDay === 'number') return settings.firstContactsPerDay;
  const days = linkedAt ? (now.getTime() - linkedAt.getTime()) / DAY_MS : 0;
  return BUDGET_BY_AGE.find(([from]) => days >= from)?.[1] ?? 10;
}

export type Restriction = { kind: InstanceRestriction['kind']; since: Date; until: Date };

/** The restriction that holds now, if any; one without a told end lasts a day. */
export function activeRestriction(
  { restriction }: Pick<Row, 'restriction'>,
  now = new Date(),
): Restriction | null {
  if (!restriction) return null;
  const since = new Date(restriction.since);
  const until = restriction.until ? new Date(restriction.until) : new Date(since.getTime() + UNTOLD_MS);
  return until > now ? { kind: restriction.kind, since, until } : null;
}

/**
 * The restriction after WAHA told how the number stands. That it tells of no lock ends one that it told of, but proves
 * nothing against a refused send: servers before 2026.8.1 never tell of locks, and those after tell late.
 */
export function restrictionAfter(
  before: InstanceRestriction | null,
  { timelock, capping }: Pick<Me, 'timelock' | 'capping'>,
  now: Date,
): InstanceRestriction | null {
  const told = (kind: 'timelock' | 'capping', end: Date | null): InstanceRestriction | undefined => {
    const isSame = before?.kind === kind && before.until === (end?.toISOString() ?? null);
    const since = isSame ? before.since : now.toISOString();
    const restriction = { kind, since, until: end?.toISOString() ?? null };
    return activeRestriction({ restriction }, now) ? restriction : undefined;
  };
  const fresh =
    (timelock?.isActive ? told('timelock', timelock.until) : undefined) ??
    (capping?.status === 'CAPPED' ? told('capping', capping.renewsAt) : undefined);
  if (fresh) return fresh;
  if (!before || !activeRestriction({ restriction: before }, now)) return null;
  if (before.kind === 'timelock' && timelock !== undefined) return null;
  if (before.kind === 'capping' && capping !== undefined) return null;
  return before;
}

/** WhatsApp's quota as it is kept; nothing where it has none or only counts. */
export function cappingAfter(before: InstanceRow['capping'], { capping }: Pick<Me, 'capping'>) {
  if (capping === undefined) return before;
  if (!capping || (capping.total === null && capping.status === 'NONE')) return null;
  return { ...capping, renewsAt: capping.renewsAt?.toISOString() ?? null };
}
