import { expect, it } from 'vitest';
import { isAllowedAddress } from './public-address';

it.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '224.0.0.1',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'localhost',
])('%s is not asked', (address) => {
  expect(isAllowedAddress(address, [])).toBe(false);
});

it.each(['8.8.8.8', '2606:4700:4700::1111'])('%s is', (address) => {
  expect(isAllowedAddress(address, [])).toBe(true);
});

it('a range that the operator allowed is, and only that', () => {
  expect(isAllowedAddress('10.1.2.3', ['10.0.0.0/8'])).toBe(true);
  expect(isAllowedAddress('192.168.0.1', ['10.0.0.0/8'])).toBe(false);
  expect(isAllowedAddress('::1', ['10.0.0.0/8'])).toBe(false);
});
