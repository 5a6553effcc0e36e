import { describe, expect, it } from 'vitest';
import { formatPhone } from './format-phone';

describe('formatPhone', () => {
  it.each([
    ['+5511900000102', '+55 11 90000-0102'],
    ['+551130000102', '+55 11 3000-0102'],
    ['+12025550143', '+1 202 555 0143'],
    ['+99', '+99'],
  ])('writes %s as %s', (number, written) => {
    expect(formatPhone(number)).toBe(written);
  });
});
