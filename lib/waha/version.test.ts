import { describe, expect, it } from 'vitest';
import en from '@/messages/en/instances.json';
import pt from '@/messages/pt-BR/instances.json';
import { canPresetIds, canSign, eventsFor, isAtLeast, isSingleSession, SIGNING_SINCE } from './version';

describe('versions of WAHA', () => {
  it.each([
    ['2026.8.2', '2026.8.2', true],
    ['2026.10.1', '2026.9.3', true],
    ['2026.4.2', '2026.4.3', false],
    ['2025.12.9', '2026.1.1', false],
    [null, '2024.1.1', false],
  ])('%s is at least %s: %s', (version, wanted, expected) =>
    expect(isAtLeast(version, wanted)).toBe(expected),
  );

  it('asks only for events that the version knows', () => {
    expect(eventsFor('2024.10.8')).not.toContain('message.edited');
    expect(eventsFor('2026.8.2')).toEqual(
      expect.arrayContaining(['message.edited', 'message.ack.group', 'poll.vote']),
    );
  });

  it('knows where ids can be chosen, and where there is one session only', () => {
    expect(canPresetIds('NOWEB', '2026.4.3')).toBe(true);
    expect(canPresetIds('WEBJS', '2026.8.2')).toBe(false);
    expect(isSingleSession('CORE', '2026.2.1')).toBe(true);
    expect(isSingleSession('CORE', '2026.6.1')).toBe(false);
    expect(isSingleSession('PLUS', '2024.10.8')).toBe(false);
  });

  it('knows who signs, and every sentence about it names the first version that does', () => {
    expect(canSign('CORE', '2024.10.8')).toBe(false);
    expect(canSign('PLUS', '2024.10.8')).toBe(true);
    expect(canSign('CORE', SIGNING_SINCE)).toBe(true);
    for (const { say, connect } of [en, pt]) {
      expect(say.unfit).toContain(SIGNING_SINCE);
      expect(connect.unfit.one).toContain(SIGNING_SINCE);
    }
  });
});
