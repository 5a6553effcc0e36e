import type { Scope } from '@/lib/core/scope';
import type { IncidentKind } from '@/lib/incidents/schema';
import { closeIncidents, openIncident } from '@/lib/incidents/service';
import { publish } from '@/lib/realtime/publish';
import { insertHealth } from './health-queries';
import { type InstanceChange, type InstanceRow, updateInstanceRow } from './queries';

/** What stands in a number's `lastError`; a sentence and a way out belong to each on the screen. */
export type Fault =
  | 'recovering'
  | 'unlinked'
  | 'session_failed'
  | 'no_network'
  | 'server_away'
  | 'key_refused'
  | 'server_full'
  | 'refused'
  | 'silent';

const WHEN_WORKING: IncidentKind[] = ['unlinked', 'session_failed', 'no_network', 'server_away'];

/** A fault, with since when it holds. */
export const faultChange = (
  before: Pick<InstanceRow, 'lastError' | 'lastErrorAt'>,
  lastError: Fault,
  at: Date,
): InstanceChange => ({ lastError, lastErrorAt: before.lastError === lastError ? before.lastErrorAt : at });

/** A number needs somebody: it is down, with its reason, and an incident says so. Inside the caller's transaction. */
export async function giveOut(
  scope: Scope,
  instance: InstanceRow,
  fault: Fault & IncidentKind,
  at: Date,
): Promise<void> {
  await updateInstanceRow(scope, instance.id, {
    ...faultChange(instance, fault, at),
    healthState: 'down',
    recoverAt: null,
  });
  await openIncident(scope, instance.id, fault);
  await noteHealth(scope, instance.id, at);
}

/** A number that works is suspected of hearing nothing, and perhaps restarted for it. Inside the caller's transaction. */
export async function doubt(
  scope: Scope,
  instance: InstanceRow,
  at: Date,
  isRevived: boolean,
): Promise<void> {
  await updateInstanceRow(scope, instance.id, {
    ...faultChange(instance, 'silent', at),
    healthState: 'suspect',
    suspectAt: at,
    ...(isRevived ? { revivedAt: at } : {}),
  });
  await noteHealth(scope, instance.id, at);
}

/** A number was heard again, or is only quiet. Inside the caller's transaction. */
export async function trust(
  scope: Scope,
  instance: InstanceRow,
  state: 'ok' | 'quiet',
  at: Date,
): Promise<void> {
  const fault = instance.lastError === 'silent' ? { lastError: null, lastErrorAt: null } : {};
  await updateInstanceRow(scope, instance.id, { ...fault, healthState: state, suspectAt: null });
  await closeIncidents(scope, instance.id, 'heard', ['silent']);
  await noteHealth(scope, instance.id, at);
}

/** What a working number proves wrong. Its silence only the watchdog judges. */
export const closeWhenWorking = (scope: Scope, id: string): Promise<void> =>
  closeIncidents(scope, id, 'working', WHEN_WORKING);

/** Writes down how the number is since `at`, where that changed, and shows it. Inside the caller's transaction. */
export async function noteHealth(scope: Scope, id: string, at: Date): Promise<void> {
  await insertHealth(scope, id, at);
  await publish(scope.db, scope.organizationId, { instances: [id] });
}
