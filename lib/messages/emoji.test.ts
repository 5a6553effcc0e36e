import { describe, expect, it } from 'vitest';
import { isEmoji } from './emoji';

describe('isEmoji', () => {
  it.each(['👍', '❤️', '❤', '👍🏽', '👨‍👩‍👧', '🇧🇷', '1️⃣', '❤️‍🔥', '❤‍🔥', '🏳️‍🌈', '☺'])('takes %s', (text) => {
    expect(isEmoji(text)).toBe(true);
  });

  it.each(['', 'a', '1', 'ok', '👍👍', '👍 ', 'a👍', '\u200D', '👍\u0301\u0301', '🇧', '<b>'])(
    'refuses “%s”',
    (text) => {
      expect(isEmoji(text)).toBe(false);
    },
  );
});
