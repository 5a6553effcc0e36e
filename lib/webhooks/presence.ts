import { tellWhoTypes } from '@/lib/conversations/typing';
import { log } from '@/lib/core/log';
import { systemScope } from '@/lib/core/scope';
import type { WebhookTarget } from '@/lib/instances/events';
import type { Presence } from '@/lib/waha/happenings';

/** The most that may hold a connection of the pool at once, beside the messages. */
const MOST_AT_ONCE = 3;

let running = 0;

/**
 * Tells who types, apart from everything that is kept: no journal, no batch, no lock of the instance, and no sign of life
 * either. What comes while enough is being told is left out: it is told again, or is over soon. Never rejects.
 */
export async function passPresence(target: WebhookTarget, presence: Presence): Promise<void> {
  if (running >= MOST_AT_ONCE) return;
  running++;
  try {
    await tellWhoTypes(systemScope(target.organizationId), target.instanceId, presence);
  } catch (error) {
    log().debug({ err: error, instanceId: target.instanceId }, 'Who types could not be told');
  } finally {
    running--;
  }
}
