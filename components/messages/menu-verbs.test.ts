import { describe, expect, it } from 'vitest';
import { canReact, lastEditable, verbsOf, withReaction } from './menu-verbs';
import { aMessage } from './sample-message';

const now = () => new Date().toISOString();
const ours = (change = {}) => aMessage({ status: 'delivered', waMessageId: 'A', sentAt: now(), ...change });
const theirs = (change = {}) => ours({ direction: 'inbound', status: 'received', ...change });

describe('verbsOf', () => {
  it('offers on ours what WhatsApp allows, on theirs what is not ours to change', () => {
    expect(verbsOf(ours(), true)).toEqual(['reply', 'copy', 'forward', 'edit', 'info', 'revoke']);
    expect(verbsOf(theirs(), true)).toEqual(['reply', 'copy', 'forward', 'info']);
  });

  it('leaves out what came too late, what has no text, and what was deleted', () => {
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    expect(verbsOf(ours({ sentAt: minutesAgo(16) }), true)).not.toContain('edit');
    expect(verbsOf(ours({ sentAt: minutesAgo(16) }), true)).toContain('revoke');
    expect(verbsOf(ours({ sentAt: minutesAgo(49 * 60) }), true)).not.toContain('revoke');
    expect(verbsOf(ours({ type: 'location', text: null }), true)).toEqual([
      'reply',
      'forward',
      'info',
      'revoke',
    ]);
    expect(verbsOf(ours({ revokedAt: now() }), true)).toEqual(['info']);
    expect(verbsOf(theirs({ type: 'unsupported', text: null }), true)).toEqual(['reply', 'info']);
  });

  it('lets what waits be changed or taken back, what failed be copied, and who only reads, read', () => {
    expect(verbsOf(ours({ status: 'queued', waMessageId: null }), true)).toEqual([
      'copy',
      'forward',
      'edit',
      'info',
      'revoke',
    ]);
    expect(verbsOf(ours({ status: 'failed' }), true)).toEqual(['copy', 'info']);
    expect(verbsOf(ours(), false)).toEqual(['copy', 'info']);
    expect([
      canReact(ours(), true),
      canReact(ours(), false),
      canReact(ours({ status: 'failed' }), true),
    ]).toEqual([true, false, false]);
  });
});

describe('lastEditable', () => {
  it('is what I wrote last, or nothing', () => {
    const mine = ours({ id: 'mine' });
    const colleague = ours({ sender: { kind: 'user', id: 'bia', name: 'Bia' } });
    expect(lastEditable([theirs(), colleague, mine], 'ana')?.id).toBe('mine');
    const old = ours({ sentAt: '2026-01-01T00:00:00.000Z' });
    expect(lastEditable([old, mine], 'ana')).toBeUndefined();
    expect(lastEditable([theirs()], 'ana')).toBeUndefined();
  });
});

describe('withReaction', () => {
  it('puts ours in place of the earlier one, beside theirs, and takes it back', () => {
    const theirOwn = { emoji: '👍', senderName: 'Marina', fromMe: false };
    const first = withReaction(ours({ reactions: [theirOwn] }), '❤️');
    const second = withReaction(first, '😂');
    expect(second.reactions.map(({ emoji }) => emoji)).toEqual(['👍', '😂']);
    expect(second.pendingChanges).toMatchObject([{ kind: 'reaction', state: 'queued', text: '😂' }]);
    expect(withReaction(second, '').reactions).toEqual([theirOwn]);
  });
});
