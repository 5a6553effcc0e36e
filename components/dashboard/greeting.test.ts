import { describe, expect, it } from 'vitest';
import { dayPartOf, firstName, hourIn } from './greeting';

describe('dayPartOf', () => {
  it.each([
    [4, 'evening'],
    [5, 'morning'],
    [11, 'morning'],
    [12, 'afternoon'],
    [17, 'afternoon'],
    [18, 'evening'],
    [0, 'evening'],
  ])('greets at %i with %s', (hour, part) => {
    expect(dayPartOf(hour)).toBe(part);
  });
});

describe('hourIn', () => {
  it('is the hour where the organization is', () => {
    const at = new Date('2026-11-24T02:30:00Z');
    expect(hourIn('America/Sao_Paulo', at)).toBe(23);
    expect(hourIn('UTC', at)).toBe(2);
    expect(hourIn('UTC', new Date('2026-11-24T00:10:00Z'))).toBe(0);
  });
});

describe('firstName', () => {
  it('is the first word', () => {
    expect(firstName('  Ana Ribeiro ')).toBe('Ana');
  });
});
