import type { InstanceView } from '@/lib/instances/schema';

/** What a number's status, wish and past mean to a person. */
export type NumberState =
  | 'loggedOut'
  | 'expired'
  | 'relink'
  | 'passkey'
  | 'passkeyConfirm'
  | 'silent'
  | 'unfit'
  | 'recovering'
  | 'noNetwork'
  | 'away'
  | 'broken'
  | 'working'
  | 'scan'
  | 'starting'
  | 'stopping'
  | 'stopped'
  | 'new';

export type NumberGroup = 'attention' | 'working' | 'starting' | 'scan' | 'stopped';

/** What a session that failed is waiting for, where that is known. */
const FAULTS: Record<string, NumberState> = {
  recovering: 'recovering',
  no_network: 'noNetwork',
  session_failed: 'broken',
  server_away: 'away',
  unlinked: 'relink',
};

type Seen = Pick<InstanceView, 'status' | 'pending' | 'phoneNumber' | 'connectedAt' | 'health'>;

/** Whether a phone was ever linked: then a code that is waiting means that somebody lost the connection. */
export function wasLinked({ phoneNumber, connectedAt }: Pick<Seen, 'phoneNumber' | 'connectedAt'>): boolean {
  return phoneNumber !== null || connectedAt !== null;
}

/** Its WhatsApp server can't sign what it sends: nothing was connected. */
export const isUnfit = ({ health }: Pick<Seen, 'health'>): boolean => health.lastError === 'server_unsigned';

/** What to tell a person about a number. */
export function stateOf(instance: Seen): NumberState {
  if (instance.pending === 'disconnect') return 'stopping';
  if (!instance.pending && instance.status !== 'WORKING' && isUnfit(instance)) return 'unfit';
  switch (instance.status) {
    case 'WORKING':
      if (instance.health.lastError === 'server_away' && instance.health.state === 'down') return 'away';
      return ['suspect', 'down'].includes(instance.health.state) ? 'silent' : 'working';
    case 'STARTING':
      return instance.health.lastError === 'no_network' ? 'noNetwork' : 'starting';
    case 'SCAN_QR_CODE':
      return wasLinked(instance) ? 'relink' : 'scan';
    case 'PASSKEY_REQUIRED':
      return 'passkey';
    case 'PASSKEY_CONFIRMATION_REQUIRED':
      return 'passkeyConfirm';
    case 'FAILED':
      if (instance.pending) return 'starting';
      return wasLinked(instance) ? (FAULTS[instance.health.lastError ?? ''] ?? 'loggedOut') : 'expired';
    case 'STOPPED':
      if (instance.pending) return 'starting';
      return wasLinked(instance) ? 'stopped' : 'new';
  }
}

const GROUPS: Record<NumberState, NumberGroup> = {
  loggedOut: 'attention',
  expired: 'attention',
  relink: 'attention',
  passkey: 'attention',
  passkeyConfirm: 'attention',
  silent: 'attention',
  unfit: 'attention',
  recovering: 'starting',
  noNetwork: 'attention',
  away: 'attention',
  broken: 'attention',
  working: 'working',
  starting: 'starting',
  stopping: 'stopped',
  scan: 'scan',
  stopped: 'stopped',
  new: 'stopped',
};

export const NUMBER_GROUPS: readonly NumberGroup[] = ['attention', 'working', 'starting', 'scan', 'stopped'];

/** The group a number is counted and sorted in. */
export function groupOf(instance: Seen): NumberGroup {
  return GROUPS[stateOf(instance)];
}

/** Whether somebody must do something for this number to work. */
export function needsYou(instance: Seen): boolean {
  return groupOf(instance) === 'attention';
}

/** Needs you, working, then the rest; within a group the oldest first, so that cards don't jump. */
export function inOrder(instances: readonly InstanceView[]): InstanceView[] {
  const rank = (instance: InstanceView) => Math.min(2, NUMBER_GROUPS.indexOf(groupOf(instance)));
  return [...instances].sort((a, b) => rank(a) - rank(b) || a.createdAt.localeCompare(b.createdAt));
}
