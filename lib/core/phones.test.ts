import { describe, expect, it } from 'vitest';
import { phoneOfAddress, sameAddresses, toPhoneDigits } from './phones';

describe('phones', () => {
  it.each([
    ['+55 11 98765-4321', '5511987654321'],
    ['(11) 98765-4321', '5511987654321'],
    ['5511987654321', '5511987654321'],
    ['0055 11 98765 4321', '5511987654321'],
    ['+1 (555) 010-0111', '15550100111'],
    ['+351 912 345 678', '351912345678'],
    ['abc', undefined],
    ['12', undefined],
    ['+55 11 98765-4321; drop', undefined],
  ])('%s → %s', (input, expected) => expect(toPhoneDigits(input)).toBe(expected));

  it('knows both spellings of a Brazilian mobile number, and only of those', () => {
    expect(sameAddresses('5511987654321@c.us')).toEqual(['5511987654321@c.us', '551187654321@c.us']);
    expect(sameAddresses('553187654321@c.us')).toEqual(['553187654321@c.us', '5531987654321@c.us']);
    expect(sameAddresses('551133334444@c.us')).toEqual(['551133334444@c.us']);
    expect(sameAddresses('15550100111@c.us')).toEqual(['15550100111@c.us']);
    expect(sameAddresses('5511987654321@lid')).toEqual(['5511987654321@lid']);
  });

  it('writes phones with the ninth digit, and hidden ids not at all', () => {
    expect(phoneOfAddress('551187654321@c.us')).toBe('+5511987654321');
    expect(phoneOfAddress('99887766@lid')).toBeNull();
  });
});
