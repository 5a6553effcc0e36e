import type { Scope } from '@/lib/core/scope';
import { closeOpen, insertOpen } from './queries';

/**
 * What can go wrong with a number. `unlinked`: on the phone. `session_failed`: it does not start any more.
 * `no_network`: WAHA can't reach WhatsApp. `server_away`: we can't reach WAHA. `silent`: it works, and nothing comes.
 */
export type IncidentKind = 'unlinked' | 'session_failed' | 'no_network' | 'server_away' | 'silent';

/** Opens an incident, in the transaction of what caused it; true when it was not open already. */
export async function openIncident(
  scope: Scope,
  instanceId: string,
  kind: IncidentKind,
  details: Record<string, unknown> = {},
): Promise<boolean> {
  return insertOpen(scope, instanceId, kind, details);
}

/** Closes what is open of these kinds; nothing where nothing is. */
export async function closeIncidents(scope: Scope, instanceId: string, kinds: IncidentKind[]): Promise<void> {
  await closeOpen(scope, instanceId, kinds);
}
