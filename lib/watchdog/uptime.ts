import { authorize, type Scope } from '@/lib/core/scope';
import { type HealthLine, selectHealth } from './queries';
import type { StripState, Uptime } from './schema';

const CELLS = 48;
const CELL_MS = 30 * 60_000;
const DAY_MS = CELLS * CELL_MS;
/** What lasted less is not worth a cell of its own. */
const WORTH_MS = 60_000;

/** The last 24 hours of every number of the organization, by its id. */
export async function findUptimes(scope: Scope, now = new Date()): Promise<Record<string, Uptime>> {
  authorize(scope, 'instances', 'instances:read');
  const lines = await selectHealth(scope, new Date(now.getTime() - DAY_MS));
  const byNumber = new Map<string, HealthLine[]>();
  for (const line of lines) byNumber.set(line.instanceId, [...(byNumber.get(line.instanceId) ?? []), line]);
  return Object.fromEntries([...byNumber].map(([id, own]) => [id, toUptime(own, now)]));
}

const MONTH_DAYS = 30;

/** How much of the last 30 days each number was up, of the time it should have worked; absent where it never should. */
export async function findMonths(scope: Scope, now = new Date()): Promise<Record<string, number>> {
  authorize(scope, 'instances', 'instances:read');
  const from = now.getTime() - MONTH_DAYS * DAY_MS;
  const held = new Map<string, { wanted: number; down: number }>();
  const lines = await selectHealth(scope, new Date(from));
  for (const [index, { instanceId, state, since }] of lines.entries()) {
    const next = lines[index + 1];
    const to = next?.instanceId === instanceId ? Date.parse(next.since) : now.getTime();
    const ms = Math.max(0, to - Math.max(Date.parse(since), from));
    const sum = held.get(instanceId) ?? { wanted: 0, down: 0 };
    if (state !== 'off') sum.wanted += ms;
    if (state === 'down') sum.down += ms;
    held.set(instanceId, sum);
  }
  return Object.fromEntries(
    [...held]
      .filter(([, { wanted }]) => wanted > 0)
      .map(([id, { wanted, down }]) => [id, (100 * (wanted - down)) / wanted]),
  );
}

type Span = { state: StripState; from: number; to: number };

/** A number's day from the changes of its state, oldest first. */
export function toUptime(lines: Pick<HealthLine, 'state' | 'since'>[], now: Date): Uptime {
  const end = now.getTime();
  const spans = lines.map(({ state, since }, index): Span => {
    const next = lines[index + 1];
    return { state: state as StripState, from: Date.parse(since), to: next ? Date.parse(next.since) : end };
  });
  const total = (...states: StripState[]) =>
    spans
      .filter(({ state }) => states.includes(state))
      .reduce((sum, span) => sum + overlap(span, end - DAY_MS, end), 0);
  const wanted = total('ok', 'quiet', 'suspect', 'down');
  const last = spans.at(-1);
  return {
    strip: Array.from({ length: CELLS }, (_, cell) => cellState(spans, end - DAY_MS + cell * CELL_MS)),
    upPercent: wanted > 0 ? (100 * (wanted - total('down'))) / wanted : null,
    suspicions: spans.filter((span, index) => isNewDoubt(span, spans[index - 1]) && span.to > end - DAY_MS)
      .length,
    downSince: last?.state === 'down' ? new Date(last.from).toISOString() : null,
  };
}

/** The restart between doubt and doubt is part of one. */
const isNewDoubt = (span: Span, before: Span | undefined): boolean =>
  span.state === 'suspect' && (!before || before.state === 'ok' || before.state === 'quiet');

/** What needs somebody is shown even when it was short; else what held longest. */
function cellState(spans: Span[], from: number): StripState {
  const held = new Map<StripState, number>();
  for (const span of spans) {
    const ms = overlap(span, from, from + CELL_MS);
    if (ms > 0) held.set(span.state, (held.get(span.state) ?? 0) + ms);
  }
  for (const state of ['down', 'suspect'] as const) if ((held.get(state) ?? 0) >= WORTH_MS) return state;
  return [...held].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'none';
}

const overlap = (span: Span, from: number, to: number): number =>
  Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
