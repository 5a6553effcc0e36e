import { expect, it } from 'vitest';
import { decideType } from './mimetype';

it.each([
  ['image/png', 'text/html', 'image/png'],
  ['image/png', null, 'image/png'],
  ['application/zip', 'application/vnd.ms-excel.addin', 'application/vnd.ms-excel.addin'],
  ['application/zip', 'text/html', 'application/zip'],
  ['video/webm', 'audio/webm;codecs=opus', 'audio/webm; codecs=opus'],
  ['video/webm', 'audio/mpeg', 'video/webm'],
  [undefined, 'text/plain; charset=utf-8', 'text/plain'],
  [undefined, 'TEXT/HTML', 'text/html'],
  [undefined, 'image/svg+xml', 'image/svg+xml'],
  [undefined, 'image/png', 'application/octet-stream'],
  [undefined, 'application/pdf', 'application/octet-stream'],
  [undefined, 'text/plain\r\nx-evil: 1', 'application/octet-stream'],
  [undefined, 'nonsense', 'application/octet-stream'],
  [undefined, null, 'application/octet-stream'],
])('bytes say %s, the sender says %j: %s', (sniffed, claimed, expected) => {
  expect(decideType(sniffed, claimed)).toBe(expected);
});
