import { describe, expect, it } from 'vitest';
import type { MessageStatus } from '@/lib/messages/schema';
import { newerMessage } from './newer-message';
import { aMessage } from './sample-message';

const rising: MessageStatus[] = ['queued', 'sending', 'checking', 'sent', 'delivered', 'read', 'played'];

const wanted = { kind: 'edit', state: 'queued', text: 'Novo', error: null } as const;

it('takes an edit back that was only asked for, when an event says that it failed', () => {
  const held = aMessage({
    status: 'sent',
    text: 'Novo',
    editedAt: '2026-11-23T12:01:00.000Z',
    pendingChanges: [wanted],
  });
  const failed = aMessage({ status: 'sent', text: 'Oi', pendingChanges: [{ ...wanted, state: 'failed' }] });
  expect(newerMessage(held, failed, 'event')).toEqual(failed);
  expect(newerMessage(held, failed, 'answer').text).toBe('Novo');
});

describe('newerMessage', () => {
  it('ends with the same tick in whatever order views come', () => {
    for (const first of rising) {
      for (const second of rising) {
        const [a, b] = [aMessage({ status: first }), aMessage({ status: second })];
        const expected = rising[Math.max(rising.indexOf(first), rising.indexOf(second))];
        expect(newerMessage(a, b, 'event').status).toBe(expected);
        expect(newerMessage(a, b, 'answer').status).toBe(expected);
      }
    }
  });

  it('lets an event lead out of a failure, not the late answer of the send', () => {
    const failed = aMessage({ status: 'failed', error: { code: 'rejected', message: 'x' } });
    expect(newerMessage(failed, aMessage({ status: 'queued' }), 'event').status).toBe('queued');
    expect(newerMessage(failed, aMessage({ status: 'queued' }), 'answer')).toMatchObject({
      status: 'failed',
      error: { code: 'rejected' },
    });
  });

  it('takes back neither an edit nor a revocation, but lets ticks rise', () => {
    const edited = aMessage({ status: 'sent', text: 'novo', editedAt: '2026-11-23T12:00:05.000Z' });
    const late = newerMessage(edited, aMessage({ status: 'read', text: 'velho' }), 'event');
    expect(late).toMatchObject({ status: 'read', text: 'novo', editedAt: edited.editedAt });
    const revoked = aMessage({ text: null, revokedAt: '2026-11-23T12:00:09.000Z' });
    expect(newerMessage(revoked, edited, 'answer')).toMatchObject({
      text: null,
      revokedAt: revoked.revokedAt,
    });
  });
});
