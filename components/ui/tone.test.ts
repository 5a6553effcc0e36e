import { describe, expect, it } from 'vitest';
import { initialsOf, toneOf } from './tone';

describe('initialsOf', () => {
  it.each([
    ['Ana Ribeiro', 'AR'],
    ['Obra Alameda dos Ipês', 'OI'],
    ['Entregas', 'EN'],
    ['Entregas 2', 'E2'],
    ['Feirão 2025', 'FE'],
    ['élio', 'ÉL'],
    ['X', 'X'],
    ['+55 11 90000-0183', '83'],
    ['Maria (obra)', 'MO'],
    ['🙂', ''],
    ['  ', ''],
    ['', ''],
  ])('%j → %j', (name, expected) => {
    expect(initialsOf(name)).toBe(expected);
  });
});

describe('toneOf', () => {
  it('is the same for the same id', () => {
    expect(toneOf('0192f0c1-7a3e-7000-8000-000000000001')).toBe(
      toneOf('0192f0c1-7a3e-7000-8000-000000000001'),
    );
  });

  it('spreads neighbouring ids over all eight tones', () => {
    const counts = new Map<string, number>();
    for (let index = 0; index < 800; index++) {
      const tone = toneOf(`0192f0c1-7a3e-7000-8000-${String(index).padStart(12, '0')}`);
      counts.set(tone, (counts.get(tone) ?? 0) + 1);
    }
    expect(counts.size).toBe(8);
    expect(Math.min(...counts.values())).toBeGreaterThan(50);
  });
});
