import { describe, expect, it } from 'vitest';
import { sayNames } from './rules';

describe('sayNames', () => {
  it('puts names in the place of whole numbers, whatever they hold', () => {
    const people = [
      { number: '5511', name: 'Ana $& @5522' },
      { number: '5522', name: 'Bia' },
    ];
    expect(sayNames('@5511 e @5522, não @55110', people)).toBe('@Ana $& @5522 e @Bia, não @55110');
  });

  it('leaves a text as it is where an address is no number', () => {
    expect(sayNames('oi @(', [{ number: '(', name: 'Ana' }])).toBe('oi @(');
  });
});
