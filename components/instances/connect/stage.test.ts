import { describe, expect, it } from 'vitest';
import type { ShownProblem } from '@/components/problem/problem';
import type { InstanceView } from '@/lib/instances/schema';
import { type Attempt, MAX_RENEWALS, NO_ATTEMPT, shouldAsk, stageOf } from './stage';

type Seen = Pick<InstanceView, 'status' | 'pending' | 'phoneNumber' | 'connectedAt' | 'health'>;

const seen = (status: InstanceView['status'], change: Partial<Seen> = {}): Seen => ({
  status,
  pending: null,
  phoneNumber: null,
  connectedAt: null,
  health: { state: 'ok', lastEventAt: null, lastError: null },
  ...change,
});
const asked: Attempt = { asks: 1, renewals: 0, hasSeenCode: false };
const shown: Attempt = { asks: 1, renewals: 0, hasSeenCode: true };
const usedUp: Attempt = { asks: 4, renewals: MAX_RENEWALS, hasSeenCode: true };
const linked = { phoneNumber: '+5511900000102' };
const withError = (lastError: string) => ({
  health: { state: 'ok' as const, lastEventAt: null, lastError },
});
const problem = (code: ShownProblem['code']): ShownProblem => ({ code, detail: '' });

describe('shouldAsk', () => {
  it.each<[string, Seen, Attempt, boolean]>([
    ['a stopped number when the dialog opens', seen('STOPPED'), NO_ATTEMPT, true],
    ['a failed number when the dialog opens', seen('FAILED'), NO_ATTEMPT, true],
    ['nothing that runs', seen('SCAN_QR_CODE'), NO_ATTEMPT, false],
    ['not while something is under way', seen('STOPPED', { pending: 'disconnect' }), NO_ATTEMPT, false],
    ['again when codes ran out', seen('FAILED'), shown, true],
    ['not for ever', seen('FAILED'), usedUp, false],
    ['not in a loop when no code ever came', seen('FAILED'), asked, false],
    ['not what somebody stopped meanwhile', seen('STOPPED'), shown, false],
  ])('asks for %s', (_, instance, attempt, expected) => {
    expect(shouldAsk(instance, attempt)).toBe(expected);
  });
});

describe('stageOf', () => {
  it.each<[Seen, Attempt, string]>([
    [seen('STOPPED'), NO_ATTEMPT, 'starting'],
    [seen('STOPPED', { pending: 'connect' }), asked, 'starting'],
    [seen('STARTING'), asked, 'starting'],
    [seen('SCAN_QR_CODE'), shown, 'scan'],
    [seen('SCAN_QR_CODE', { pending: 'connect' }), asked, 'scan'],
    [seen('SCAN_QR_CODE', { pending: 'disconnect' }), asked, 'starting'],
    [seen('STARTING'), shown, 'linking'],
    [seen('WORKING'), shown, 'done'],
    [seen('PASSKEY_REQUIRED'), shown, 'passkey'],
    [seen('PASSKEY_CONFIRMATION_REQUIRED'), shown, 'passkeyConfirm'],
    [seen('FAILED'), shown, 'starting'],
    [seen('FAILED'), usedUp, 'expired'],
    [seen('FAILED'), asked, 'refused'],
    [seen('FAILED', linked), asked, 'stale'],
    [seen('STOPPED'), shown, 'stopped'],
    [seen('STOPPED', withError('refused')), asked, 'refused'],
    [seen('STOPPED', withError('server_unsigned')), NO_ATTEMPT, 'starting'],
    [seen('STOPPED', withError('server_unsigned')), asked, 'unfit'],
    [seen('STOPPED', { pending: 'connect', ...withError('key_refused') }), asked, 'keyRefused'],
  ])('shows %j after %j as %s', (instance, attempt, stage) => {
    expect(stageOf(instance, attempt)).toBe(stage);
  });

  it.each<[{ asking?: ShownProblem; polling?: ShownProblem }, string]>([
    [{ polling: problem('not_found') }, 'gone'],
    [{ polling: problem('upstream_unavailable') }, 'away'],
    [{ polling: problem('unreachable') }, 'offline'],
    [{ polling: problem('unavailable') }, 'offline'],
    [{ asking: problem('conflict') }, 'refusedAction'],
    [{ asking: problem('unreachable') }, 'offline'],
  ])('says %j as %s', (problems, stage) => {
    expect(stageOf(seen('STARTING'), asked, problems)).toBe(stage);
  });

  it('does not let a failed look hide that the number works', () => {
    expect(stageOf(seen('WORKING'), shown, { polling: problem('upstream_unavailable') })).toBe('done');
  });
});
