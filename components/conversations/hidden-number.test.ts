import { expect, it } from 'vitest';
import { NUMBER_HIDDEN } from '@/lib/conversations/schema';
import { isHidden } from './hidden-number';

it('knows the title that the API gives to a hidden number, and no other', () => {
  expect(isHidden(NUMBER_HIDDEN)).toBe(true);
  expect(isHidden('Marina')).toBe(false);
  expect(isHidden('+5511987654321')).toBe(false);
});
