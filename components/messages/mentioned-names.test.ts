import { expect, it } from 'vitest';
import { withNames } from './mentioned-names';
import { aMessage } from './sample-message';

const mentions = [
  { number: '5511', name: 'José $1' },
  { number: '55112', name: 'Ana' },
];

it('says names where WhatsApp wants numbers, and leaves longer numbers alone', () => {
  expect(withNames(aMessage({ text: 'Oi @5511, e @55112!', mentions })).text).toBe('Oi @José $1, e @Ana!');
  expect(withNames(aMessage({ text: 'Oi @551199', mentions })).text).toBe('Oi @551199');
});

it('changes nothing where nobody is named', () => {
  const message = aMessage({ text: 'Oi' });
  expect(withNames(message)).toBe(message);
});
