import { describe, expect, it } from 'vitest';
import { barsOf, clockOf } from './waveform';

const encode = (values: number[]) => btoa(String.fromCharCode(...values));

describe('barsOf', () => {
  it('fills the height with the loudest and leaves nothing invisible', () => {
    const bars = barsOf(encode(Array.from({ length: 64 }, (_, index) => (index < 32 ? 0 : 50))));
    expect([bars[0], bars.at(-1), bars.length]).toEqual([0.1, 1, 48]);
  });

  it('is flat without one, of silence, and of what can’t be read', () => {
    for (const nothing of [null, '', encode([0, 0]), '%%%']) expect(new Set(barsOf(nothing)).size).toBe(1);
  });
});

it('writes times as players do', () => {
  expect([0, 7.9, 65, 754, 3723].map(clockOf)).toEqual(['0:00', '0:07', '1:05', '12:34', '1:02:03']);
});
