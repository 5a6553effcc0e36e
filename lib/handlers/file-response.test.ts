import { expect, it } from 'vitest';
import { dispositionOf, planFile, servedType } from './file-response';

const file = { size: 10, sha256: 'abc' };
const plan = (headers: Record<string, string>) => planFile(new Headers(headers), file);
const whole = { status: 200, start: 0, end: 9 };

it.each([
  ['bytes=0-3', { status: 206, start: 0, end: 3 }],
  ['bytes=7-', { status: 206, start: 7, end: 9 }],
  ['bytes=-2', { status: 206, start: 8, end: 9 }],
  ['bytes=5-500', { status: 206, start: 5, end: 9 }],
  ['bytes=10-', { status: 416 }],
  ['bytes=0-1,5-6', whole],
  ['bytes=0-1,2-3', { status: 206, start: 0, end: 3 }],
  ['pages=1-2', whole],
  ['nonsense', whole],
])('a range %s', (range, expected) => {
  expect(plan({ range })).toEqual(expected);
});

it.each([
  [{ 'if-none-match': '"abc"' }, { status: 304 }],
  [{ 'if-none-match': 'W/"abc", "x"' }, { status: 304 }],
  [{ 'if-none-match': '*' }, { status: 304 }],
  [{ 'if-none-match': '"abc"', range: 'bytes=0-1' }, { status: 304 }],
  [{ 'if-none-match': '"abcd"' }, whole],
  [
    { 'if-range': '"abc"', range: 'bytes=0-1' },
    { status: 206, start: 0, end: 1 },
  ],
  [{ 'if-range': '"old"', range: 'bytes=0-1' }, whole],
])('a condition %o', (headers, expected) => {
  expect(plan(headers as Record<string, string>)).toEqual(expected);
});

it.each([
  ['image/png', 'inline', 'image/png'],
  ['audio/ogg; codecs=opus', 'inline', 'audio/ogg; codecs=opus'],
  ['video/mp4', 'inline', 'video/mp4'],
  ['application/pdf', 'attachment', 'application/pdf'],
  ['application/zip', 'attachment', 'application/zip'],
  ['text/plain', 'attachment', 'text/plain'],
  ['image/svg+xml', 'attachment', 'application/octet-stream'],
  ['text/html', 'attachment', 'application/octet-stream'],
  ['application/xhtml+xml', 'attachment', 'application/octet-stream'],
  ['text/javascript', 'attachment', 'application/octet-stream'],
  ['application/ecmascript', 'attachment', 'application/octet-stream'],
  ['text/css', 'attachment', 'application/octet-stream'],
  ['application/wasm', 'attachment', 'application/octet-stream'],
])('%s leaves as %s under the name %s', (mimetype, disposition, served) => {
  expect(dispositionOf({ mimetype, filename: null })).toBe(disposition);
  expect(servedType(mimetype)).toBe(served);
});

it('writes a name in both forms, and quotes what would end it', () => {
  expect(dispositionOf({ mimetype: 'application/pdf', filename: 'orçamento "novo".pdf' })).toBe(
    'attachment; filename="or?amento \\"novo\\".pdf"; filename*=UTF-8\'\'or%C3%A7amento%20%22novo%22.pdf',
  );
});
