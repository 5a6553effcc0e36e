import { expect, it } from 'vitest';
import { encodeWaveform } from './waveform';

const decode = (text: string) => [...atob(text)].map((letter) => letter.charCodeAt(0));

it.each([
  ['many levels', Array.from({ length: 640 }, (_, index) => index / 1280)],
  ['few levels', [0.1, 0.5, 0.2]],
  ['silence', [0, 0, 0]],
  ['nothing', []],
])('of %s makes 64 values from 0 to 100', (_what, levels) => {
  const values = decode(encodeWaveform(levels));
  expect(values).toHaveLength(64);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBe(levels.some((level) => level > 0) ? 100 : 0);
});

it('keeps the loudest of each part', () => {
  const levels = Array.from({ length: 640 }, () => 0.1);
  levels[325] = 1;
  expect(decode(encodeWaveform(levels))[32]).toBe(100);
});
