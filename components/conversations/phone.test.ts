import { expect, it } from 'vitest';
import { formatNational, formatPhone } from './phone';

it.each([
  ['+5511900000142', '+55 11 90000-0142'],
  ['+551133330142', '+55 11 3333-0142'],
  ['+14155550100', '+1 415 555 0100'],
  ['+351912345678', '+351912345678'],
  ['5511900000142', '+55 11 90000-0142'],
  ['Marina', 'Marina'],
])('writes %s as %s', (text, expected) => expect(formatPhone(text)).toBe(expected));

it.each([
  ['+5511900000142', '(11) 90000-0142'],
  ['+551133330142', '(11) 3333-0142'],
  ['+14155550100', '+1 415 555 0100'],
  ['Marina', 'Marina'],
])('writes %s within its country as %s', (text, expected) => expect(formatNational(text)).toBe(expected));
