import type { Module, Permission } from '@/lib/core/permissions';
import { authorize, type Scope } from '@/lib/core/scope';
import { listInstances } from '@/lib/instances/service';
import {
  countNewConversations,
  countTraffic,
  countWaiting,
  selectLongestUnread,
  selectUnreadIds,
  type TrafficRow,
} from './queries';
import type { OverviewView, TodayView, TrafficCounts, WaitingView } from './schema';

const LONGEST = 5;
/** A badge says “99+” beyond this. */
const BADGE_MAX = 100;

/** Whether the scope may see a part of the product. */
export function canSee(scope: Scope, module: Module, permission: Permission): boolean {
  const { actor, modules } = scope;
  return modules.has(module) && (actor.kind === 'system' || actor.permissions.has(permission));
}

export type SettingsPlace = 'servers' | 'health' | 'tokens' | 'monitoring' | 'templates' | 'personal';

/** The places of the settings that the scope may see, the first one first. */
export const settingsPlaces = (scope: Scope): SettingsPlace[] => [
  ...(canSee(scope, 'instances', 'instances:write') ? ['servers' as const] : []),
  ...(canSee(scope, 'instances', 'monitoring:read') ? ['health' as const] : []),
  ...(canSee(scope, 'api', 'tokens:manage') ? ['tokens' as const] : []),
  ...(canSee(scope, 'instances', 'monitoring:read') ? ['monitoring' as const] : []),
  ...(canSee(scope, 'conversations', 'templates:manage') ? ['templates' as const] : []),
  ...(canSee(scope, 'conversations', 'messages:send') ? ['personal' as const] : []),
];

const canConverse = (scope: Scope) => canSee(scope, 'conversations', 'conversations:read');
const canSeeNumbers = (scope: Scope) => canSee(scope, 'instances', 'instances:read');

/** Everything on the dashboard that this person may see. */
export async function getOverview(scope: Scope): Promise<OverviewView> {
  const [instances, conversations] = await Promise.all([
    canSeeNumbers(scope) ? listInstances(scope, { limit: 100 }).then(({ data }) => data) : null,
    canConverse(scope) ? getConversationsPart(scope) : null,
  ]);
  return { instances, conversations };
}

/** What came and went today. Throws `module_disabled`, `forbidden`. */
export async function getToday(scope: Scope): Promise<TodayView> {
  authorize(scope, 'conversations', 'conversations:read');
  const [rows, begun] = await Promise.all([countTraffic(scope), countNewConversations(scope)]);
  const today = rows.filter(({ isToday }) => isToday);
  const before = rows.filter(({ isToday }) => !isToday);
  return {
    ...sum(today),
    newConversations: begun.today,
    before: { ...sum(before.filter(({ isSoFar }) => isSoFar)), newConversations: begun.before },
    hours: Array.from({ length: 24 }, (_, hour) => ({
      today: sum(today.filter((row) => row.hour === hour)).received,
      before: sum(before.filter((row) => row.hour === hour)).received,
    })),
    byInstance: sumByInstance(today),
  };
}

/** Today's counts by number; undefined for who may not see conversations. */
export async function findTodayByInstance(scope: Scope): Promise<Record<string, TrafficCounts> | undefined> {
  if (!canConverse(scope)) return undefined;
  return sumByInstance((await countTraffic(scope)).filter(({ isToday }) => isToday));
}

/** What the badges of the rail start from: unread conversations (at most 100), and the numbers. */
export async function getBadges(scope: Scope) {
  const [unreadIds, instances] = await Promise.all([
    canConverse(scope) ? selectUnreadIds(scope, BADGE_MAX) : [],
    canSeeNumbers(scope) ? listInstances(scope, { limit: 100 }).then(({ data }) => data) : [],
  ]);
  return { unreadIds, instances };
}

async function getConversationsPart(scope: Scope): Promise<NonNullable<OverviewView['conversations']>> {
  const [today, counts, rows] = await Promise.all([
    getToday(scope),
    countWaiting(scope),
    selectLongestUnread(scope, LONGEST),
  ]);
  const longest: WaitingView[] = rows.map((row) => ({ ...row, since: new Date(row.since).toISOString() }));
  return { today, counts, longest };
}

function sum(rows: readonly TrafficCounts[]): TrafficCounts {
  const total = { received: 0, sent: 0, failed: 0 };
  for (const { received, sent, failed } of rows) {
    total.received += received;
    total.sent += sent;
    total.failed += failed;
  }
  return total;
}

function sumByInstance(rows: readonly TrafficRow[]): Record<string, TrafficCounts> {
  const ids = [...new Set(rows.map(({ instanceId }) => instanceId))];
  return Object.fromEntries(ids.map((id) => [id, sum(rows.filter(({ instanceId }) => instanceId === id))]));
}
