import { describe, expect, it } from 'vitest';
import { DEFAULT_INSTANCE_SETTINGS, type InstanceView } from '@/lib/instances/schema';
import { groupOf, inOrder, needsYou, stateOf } from './number-state';

const time = '2026-11-24T12:00:00.000Z';

const number = (change: Partial<InstanceView>): InstanceView => ({
  id: '0190a0a0-0000-7000-8000-000000000001',
  name: 'Vendas',
  sessionName: 'rcd_1',
  status: 'STOPPED',
  pending: null,
  phoneNumber: null,
  pushName: null,
  server: { id: '0190a0a0-0000-7000-8000-00000000000a', name: 'env', engine: null, version: null },
  settings: DEFAULT_INSTANCE_SETTINGS,
  limits: {
    firstContacts: { used: 0, budget: 10, byAge: 10, renewsAt: '2026-11-21T03:00:00.000Z' },
    restriction: null,
    capping: null,
  },
  health: { state: 'ok', lastEventAt: null, lastError: null },
  historyImport: null,
  statusAt: time,
  connectedAt: null,
  createdAt: time,
  updatedAt: time,
  ...change,
});

const linked = { phoneNumber: '+5511900000102', connectedAt: time };
const unsigned = {
  health: { state: 'ok' as const, lastEventAt: null, lastError: 'server_unsigned' },
};

const down = (lastError: string) => ({ health: { state: 'down' as const, lastEventAt: null, lastError } });

describe('stateOf', () => {
  it.each<[Partial<InstanceView>, string, string]>([
    [{}, 'new', 'stopped'],
    [{ ...linked }, 'stopped', 'stopped'],
    [{ connectedAt: time }, 'stopped', 'stopped'],
    [{ pending: 'connect' }, 'starting', 'starting'],
    [{ status: 'STARTING' }, 'starting', 'starting'],
    [{ status: 'SCAN_QR_CODE' }, 'scan', 'scan'],
    [{ status: 'SCAN_QR_CODE', ...linked }, 'relink', 'attention'],
    [{ status: 'PASSKEY_REQUIRED' }, 'passkey', 'attention'],
    [{ status: 'PASSKEY_CONFIRMATION_REQUIRED' }, 'passkeyConfirm', 'attention'],
    [{ status: 'WORKING', ...linked }, 'working', 'working'],
    [
      { status: 'WORKING', ...linked, health: { state: 'quiet', lastEventAt: null, lastError: null } },
      'working',
      'working',
    ],
    [
      { status: 'WORKING', ...linked, health: { state: 'suspect', lastEventAt: null, lastError: null } },
      'silent',
      'attention',
    ],
    [{ status: 'WORKING', ...linked, ...down('server_away') }, 'away', 'attention'],
    [{ status: 'STARTING', ...linked, ...down('no_network') }, 'noNetwork', 'attention'],
    [{ status: 'FAILED', ...linked, ...down('recovering') }, 'recovering', 'starting'],
    [{ status: 'FAILED', ...linked, ...down('unlinked') }, 'relink', 'attention'],
    [{ status: 'FAILED', ...linked, ...down('session_failed') }, 'broken', 'attention'],
    [{ status: 'WORKING', ...linked, pending: 'disconnect' }, 'stopping', 'stopped'],
    [{ status: 'STOPPED', ...unsigned }, 'unfit', 'attention'],
    [{ status: 'STOPPED', ...unsigned, pending: 'connect' }, 'starting', 'starting'],
    [{ status: 'WORKING', ...linked, ...unsigned }, 'working', 'working'],
    [{ status: 'FAILED' }, 'expired', 'attention'],
    [{ status: 'FAILED', ...linked }, 'loggedOut', 'attention'],
    [{ status: 'FAILED', ...linked, pending: 'connect' }, 'starting', 'starting'],
  ])('reads %j as %s', (change, state, group) => {
    expect(stateOf(number(change))).toBe(state);
    expect(groupOf(number(change))).toBe(group);
    expect(needsYou(number(change))).toBe(group === 'attention');
  });
});

describe('inOrder', () => {
  it('puts what needs you first, then what works, then the rest by age', () => {
    const names = inOrder([
      number({ name: 'stopped', createdAt: '2026-01-03T00:00:00.000Z' }),
      number({ name: 'starting', status: 'STARTING', createdAt: '2026-01-04T00:00:00.000Z' }),
      number({ name: 'works', status: 'WORKING', createdAt: '2026-01-05T00:00:00.000Z' }),
      number({ name: 'failed', status: 'FAILED', createdAt: '2026-01-06T00:00:00.000Z' }),
    ]).map(({ name }) => name);
    expect(names).toEqual(['failed', 'works', 'stopped', 'starting']);
  });
});
