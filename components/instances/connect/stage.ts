import type { ShownProblem } from '@/components/problem/problem';
import type { InstanceView } from '@/lib/instances/schema';
import { isUnfit, wasLinked } from '../number-state';

/** What the connect dialog has done so far. */
export type Attempt = {
  /** How often we asked for a connection, by ourselves or by a person's press. */
  asks: number;
  /** How often codes ran out and we asked again by ourselves, since a person last pressed. */
  renewals: number;
  /** Since the last ask WhatsApp showed a code: a later start is success, a later failure an expiry. */
  hasSeenCode: boolean;
};

export const NO_ATTEMPT: Attempt = { asks: 0, renewals: 0, hasSeenCode: false };

/** One round of codes lasts about 2 min 40 s: three more are ten minutes, then a person should say. */
export const MAX_RENEWALS = 3;

export type Failure =
  | 'keyRefused'
  | 'unfit'
  | 'gone'
  | 'away'
  | 'offline'
  | 'refusedAction'
  | 'stopped'
  | 'expired'
  | 'refused'
  | 'stale';
export type Stage = 'starting' | 'scan' | 'linking' | 'passkey' | 'passkeyConfirm' | 'done' | Failure;

type Seen = Pick<InstanceView, 'status' | 'pending' | 'phoneNumber' | 'connectedAt' | 'health'>;

/** Whether the dialog should ask for a connection now, without anybody pressing. */
export function shouldAsk({ status, pending }: Seen, { asks, renewals, hasSeenCode }: Attempt): boolean {
  if (pending || (status !== 'STOPPED' && status !== 'FAILED')) return false;
  return asks === 0 || (status === 'FAILED' && hasSeenCode && renewals < MAX_RENEWALS);
}

/** What the dialog shows. `asking`: why our last ask failed; `polling`: why the last look at the number failed. */
export function stageOf(
  instance: Seen,
  attempt: Attempt,
  { asking, polling }: { asking?: ShownProblem; polling?: ShownProblem } = {},
): Stage {
  if (polling?.code === 'not_found') return 'gone';
  if (asking) return asking.code === 'unreachable' ? 'offline' : 'refusedAction';
  if (instance.status === 'WORKING' && instance.pending !== 'disconnect') return 'done';
  if (polling?.code.startsWith('upstream_')) return 'away';
  if (polling) return 'offline';
  if (instance.health.lastError === 'key_refused') return 'keyRefused';
  if (isUnderWay(instance) || shouldAsk(instance, attempt)) return 'starting';
  if (isUnfit(instance)) return 'unfit';
  return stageOfStatus(instance, attempt);
}

/** A wish that WAHA has not followed yet; once a code or more is there, the status says more. */
function isUnderWay({ status, pending }: Seen): boolean {
  return pending === 'disconnect' || (pending === 'connect' && (status === 'STOPPED' || status === 'FAILED'));
}

function stageOfStatus(instance: Seen, { hasSeenCode }: Attempt): Stage {
  switch (instance.status) {
    case 'SCAN_QR_CODE':
      return 'scan';
    case 'PASSKEY_REQUIRED':
      return 'passkey';
    case 'PASSKEY_CONFIRMATION_REQUIRED':
      return 'passkeyConfirm';
    case 'STOPPED':
      return instance.health.lastError ? 'refused' : 'stopped';
    case 'FAILED':
      if (hasSeenCode) return 'expired';
      return wasLinked(instance) ? 'stale' : 'refused';
    default:
      return hasSeenCode ? 'linking' : 'starting';
  }
}
