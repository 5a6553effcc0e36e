import { describe, expect, it } from 'vitest';
import { beginningOf, isInvisible } from './long-text';

describe('beginningOf', () => {
  it('leaves an ordinary text whole, and takes the first words of a very long one', () => {
    expect(beginningOf('Oi')).toBe('Oi');
    expect(beginningOf('palavra '.repeat(187))).toHaveLength(187 * 8);
    const start = beginningOf('palavra '.repeat(8_192));
    expect(start.length).toBeLessThanOrEqual(1_000);
    expect(start.endsWith('palavra')).toBe(true);
    expect(beginningOf('x'.repeat(65_536))).toHaveLength(1_000);
    expect(beginningOf('a\n'.repeat(65_536 / 2)).split('\n')).toHaveLength(25);
  });

  it('does not cut an emoji in half', () => {
    expect(beginningOf(`x${'😍'.repeat(1_000)}`).isWellFormed()).toBe(true);
  });
});

describe('isInvisible', () => {
  it.each(['\u200b\u200d', ' \n\u3164', '\u202e\u2066', ''])('%j shows nothing', (text) =>
    expect(isInvisible(text)).toBe(true),
  );
  it.each(['a\u200b', '👨‍👩‍👧', '.', 'مرحبا'])('%j shows something', (text) =>
    expect(isInvisible(text)).toBe(false),
  );
});
