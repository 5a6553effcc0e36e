import { tellWhoTypes } from '@/lib/conversations/typing';
import { log } from '@/lib/core/log';
import { systemScope } from '@/lib/core/scope';
import type { WebhookTarget } from '@/lib/instances/events';
import type { Presence } from '@/lib/waha/happenings';
import type { JournalRow } from './queries';

/** The most that may hold a connection of the pool at once, beside the messages. */
const MOST_AT_ONCE = 3;
const MOST_REMEMBERED = 5_000;

type Passing = { running: number; remembered: Set<string> };
// On globalThis: Next bundles its route and the streams apart, and both share the pool.
const shared = globalThis as typeof globalThis & { __recadoPresences?: Passing };
const passing = () => {
  shared.__recadoPresences ??= { running: 0, remembered: new Set() };
  return shared.__recadoPresences;
};

/**
 * Tells who types, apart from everything that is kept: no journal, no batch, no lock of the instance, and no sign of life
 * either. What comes while enough is being told is left out: it is told again, or is over soon. Never rejects; answers
 * false for what this process was told before.
 */
export async function passPresence(
  target: WebhookTarget,
  { eventId, requestId }: Pick<JournalRow, 'eventId' | 'requestId'>,
  presence: Presence,
): Promise<boolean> {
  if (!isNew([`e/${target.instanceId}/${eventId}`, `r/${target.instanceId}/${requestId}`])) return false;
  const now = passing();
  if (now.running >= MOST_AT_ONCE) return true;
  now.running++;
  try {
    await tellWhoTypes(systemScope(target.organizationId), target.instanceId, presence);
  } catch (error) {
    log().debug({ err: error, instanceId: target.instanceId }, 'Who types could not be told');
  } finally {
    now.running--;
  }
  return true;
}

/** An event without ids is always new. */
function isNew(keys: string[]): boolean {
  const { remembered } = passing();
  const named = keys.filter((key) => !key.endsWith('/null'));
  if (named.some((key) => remembered.has(key))) return false;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  for (const key of named) remembered.add(key);
  return true;
}
