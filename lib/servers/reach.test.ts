import { expect, it } from 'vitest';
import { isBeyond } from './reach';

it.each<[string, string, boolean]>([
  ['https://waha.example.com', 'http://localhost:8500', true],
  ['https://waha.example.com', 'http://192.168.0.7:8500', true],
  ['https://waha.example.com', 'http://[::1]:8500', true],
  ['https://8.8.8.8', 'http://app:8500', true],
  ['https://waha.example.com', 'https://recado.example.com', false],
  ['http://localhost:8501', 'http://localhost:8500', false],
  ['http://waha:3000', 'http://app:8500', false],
  ['http://10.0.0.5:3000', 'http://10.0.0.4:8500', false],
])('%s can’t call %s: %s', (server, ours, expected) => {
  expect(isBeyond(server, ours)).toBe(expected);
});
