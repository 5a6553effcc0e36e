import { describe, expect, it } from 'vitest';
import { MESSAGE_ERRORS } from '@/lib/messages/schema';
import en from '@/messages/en/conversations.json';
import { type NumberNow, stateOf } from './message-state';
import { aMessage } from './sample-message';

const on: NumberNow = { id: 'n', name: 'Vendas', state: 'connected' };
const around = { number: on, isBehind: false };
const failedWith = (code: (typeof MESSAGE_ERRORS)[number]) =>
  aMessage({ status: 'failed', error: { code, message: '' } });

describe('stateOf', () => {
  it('says what a queued message waits for', () => {
    const message = aMessage({ status: 'queued' });
    const waits = (change: Partial<typeof around>) => stateOf(message, { ...around, ...change })?.text;
    expect(waits({ number: { ...on, state: 'off' }, isBehind: true })).toBe('numberOff');
    expect(waits({ number: { ...on, state: 'away' } })).toBe('serverAway');
    expect(waits({ isBehind: true })).toBe('behind');
    expect(waits({})).toBe('slow');
    const held = { reason: 'first_contacts' as const, until: '2026-11-24T12:00:00.000Z' };
    expect(stateOf(aMessage({ status: 'queued', held }), around)).toEqual({
      text: 'held_first_contacts',
      actions: ['release'],
    });
  });

  it('leads to the number where that is what is missing', () => {
    const note = stateOf(aMessage({ status: 'queued' }), { ...around, number: { ...on, state: 'off' } });
    expect(note?.actions).toEqual(['openNumber']);
  });

  it('has a sentence and a way out for every failure', () => {
    for (const code of MESSAGE_ERRORS) {
      const note = stateOf(failedWith(code), around);
      expect(en.states.text).toHaveProperty(note?.text ?? '');
      expect(note?.actions.length, code).toBeGreaterThan(0);
    }
    expect(stateOf(aMessage({ status: 'failed' }), around)).toMatchObject({
      isBad: true,
      actions: ['retry'],
    });
  });

  it('leaves to a person what nobody can tell', () => {
    expect(stateOf(failedWith('unsettled'), around)?.actions).toEqual(['retryAnyway', 'leave']);
  });

  it('says nothing of what left, came in, or was taken back', () => {
    for (const status of ['sending', 'sent', 'delivered', 'read'] as const)
      expect(stateOf(aMessage({ status }), around)).toBeUndefined();
    expect(stateOf(aMessage({ direction: 'inbound', status: 'received' }), around)).toBeUndefined();
    const cancelled = aMessage({ status: 'failed', revokedAt: '2026-11-23T12:00:00.000Z' });
    expect(stateOf(cancelled, around)).toBeUndefined();
  });
});
