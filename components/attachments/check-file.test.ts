import { describe, expect, it } from 'vitest';
import { kindOf, refusalOf } from './check-file';

const file = (name: string, content: BlobPart, type = '') => new File([content], name, { type });
const bytes = (...values: number[]) => new Uint8Array(values);

describe('a file that is not taken', () => {
  it.each([
    ['one of 0 bytes', file('vazio.pdf', ''), 'empty'],
    ['one above the limit', file('grande.pdf', 'x'.repeat(11)), 'tooLarge'],
    ['a program by its name', file('Setup.EXE', 'x'), 'program'],
    ['a Windows program under another name', file('foto.jpg', bytes(0x4d, 0x5a, 0x90, 0)), 'program'],
    ['a Linux program without an ending', file('tool', bytes(0x7f, 0x45, 0x4c, 0x46)), 'program'],
  ])('%s', async (_what, refused, reason) => {
    expect(await refusalOf(refused, 10)).toBe(reason);
  });

  it('is none that merely begins alike', async () => {
    expect(await refusalOf(file('MZ.txt', 'MZ é'), 10)).toBeUndefined();
    expect(await refusalOf(file('contrato.pdf', '%PDF-1.7'), 10)).toBeUndefined();
  });
});

it.each([
  ['image/jpeg', 'image'],
  ['image/heic', 'document'],
  ['image/svg+xml', 'document'],
  ['video/mp4', 'video'],
  ['video/webm', 'document'],
  ['audio/mpeg', 'audio'],
  ['text/html', 'document'],
  ['', 'document'],
])('%s goes as %s', (type, kind) => {
  expect(kindOf(type)).toBe(kind);
});
