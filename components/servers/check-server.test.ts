import { expect, it } from 'vitest';
import { checkServer, toCapacity } from './check-server';

const fine = { name: 'Filial', url: 'https://waha.example.com', apiKey: 'key', capacity: '' };

it('takes what the server will take', () => {
  expect(checkServer(fine)).toEqual({});
  expect(checkServer({ ...fine, apiKey: '', capacity: '20', url: 'http://10.0.0.5:3000/waha' })).toEqual({});
  expect([toCapacity(''), toCapacity('20')]).toEqual([null, 20]);
});

it.each([
  [{ name: ' ' }, { name: 'nameMissing' }],
  [{ name: 'x'.repeat(81) }, { name: 'nameTooLong' }],
  [{ url: '' }, { url: 'urlMissing' }],
  [{ url: 'waha.example.com' }, { url: 'urlWrong' }],
  [{ url: 'ftp://waha.example.com' }, { url: 'urlWrong' }],
  [{ url: 'https://me:pw@waha.example.com' }, { url: 'urlWrong' }],
  [{ url: 'https://waha.example.com/?key=1' }, { url: 'urlWrong' }],
  [{ apiKey: 'two words' }, { apiKey: 'keyWrong' }],
  [{ capacity: '0' }, { capacity: 'capacityWrong' }],
  [{ capacity: '1.5' }, { capacity: 'capacityWrong' }],
  [{ capacity: 'many' }, { capacity: 'capacityWrong' }],
])('names what does not fit: %o', (change, faults) => {
  expect(checkServer({ ...fine, ...change })).toEqual(faults);
});
