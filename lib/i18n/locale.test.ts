import { describe, expect, it } from 'vitest';
import { resolveLocale } from './locale';

describe('resolveLocale', () => {
  it.each([
    ['en', 'pt-BR', 'en'],
    ['pt-BR', 'en', 'pt-BR'],
    [undefined, null, 'pt-BR'],
    [undefined, '', 'pt-BR'],
    [undefined, 'en-GB,en;q=0.9', 'en'],
    [undefined, 'pt-PT', 'pt-BR'],
    [undefined, 'de,fr;q=0.8', 'pt-BR'],
    [undefined, 'de, en;q=0.4, pt;q=0.6', 'pt-BR'],
    [undefined, 'pt;q=0, en;q=0.1', 'en'],
    [undefined, 'EN-us', 'en'],
    ['xx', 'en', 'en'],
    ['../en', null, 'pt-BR'],
    [undefined, 'en;q=rubbish', 'pt-BR'],
  ])('cookie %s, header %s → %s', (cookie, header, expected) => {
    expect(resolveLocale(cookie, header)).toBe(expected);
  });
});
