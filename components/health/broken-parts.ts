import { needsYou, wasLinked } from '@/components/instances/number-state';
import type { InstanceView } from '@/lib/instances/schema';
import type { HealthView } from '@/lib/tasks/schema';

export const PARTS = ['database', 'worker', 'stream', 'disk'] as const;
export type Part = (typeof PARTS)[number];

/** How a part is; unknown where nothing could be asked. */
export function partState({ status, checks }: HealthView, part: Part) {
  if (checks) return checks[part];
  return status === 'down' && part === 'database' ? ('down' as const) : ('unknown' as const);
}

/** A number on a server that does not answer: what it says of itself is old. */
export function isServerAway({ checks }: HealthView, { server }: InstanceView): boolean {
  return checks?.servers.some(({ id, status }) => id === server.id && status === 'down') ?? false;
}

/** What is broken, parts of ours by their key, servers and numbers by their name. */
export function brokenParts(
  view: HealthView,
  instances: readonly InstanceView[],
): ({ key: Part } | { name: string })[] {
  const isBroken = (part: Part) => !['ok', 'unknown'].includes(partState(view, part));
  const parts = PARTS.filter(isBroken).map((key) => ({ key }));
  const servers = (view.checks?.servers ?? []).filter(
    ({ status, stream }) => status === 'down' || stream === 'waiting',
  );
  // A number that was never linked is not broken, only unfinished.
  const numbers = instances.filter((instance) => needsYou(instance) && wasLinked(instance));
  return [...parts, ...servers.map(({ name }) => ({ name })), ...numbers.map(({ name }) => ({ name }))];
}
