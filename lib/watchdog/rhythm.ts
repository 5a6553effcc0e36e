import { systemScope } from '@/lib/core/scope';
import { computeRhythms, selectStaleRhythms } from './queries';

const KEEP_MS = 6 * 3_600_000;

/** Every hour: learns anew, for numbers whose rhythm is older than six hours, how long silences usually are. */
export async function learnRhythms(now = new Date()): Promise<void> {
  for (const organizationId of await selectStaleRhythms(new Date(now.getTime() - KEEP_MS)))
    await computeRhythms(systemScope(organizationId), now);
}
