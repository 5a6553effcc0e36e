import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { AppError, ERROR_STATUS } from './errors';
import { toProblem } from './problem';

it('an outage of the storage is not said to be one of the database; its code stays', () => {
  const away = new AppError('unavailable', { detail: 'storageAway' });
  expect(toProblem(away, 'en')).toMatchObject({
    code: 'unavailable',
    status: 503,
    title: 'Storage of files out of reach',
  });
  expect(toProblem(away, 'pt-BR').title).toBe('Armazenamento de arquivos fora do ar');
  expect(toProblem(new AppError('unavailable'), 'en').title).toBe('Database out of reach');
});

it('docs/api.md names every code, behind its status', () => {
  const [, said = ''] = /\n## Errors\n(.*?)\n## /s.exec(readFileSync('docs/api.md', 'utf8')) ?? [];
  const named = new Map<string, number>();
  let status = 0;
  for (const [, number, code] of said.matchAll(/\b([45]\d\d) (?=`)|`([a-z_]+)`/g)) {
    if (number) status = Number(number);
    else if (code && code in ERROR_STATUS && !named.has(code)) named.set(code, status);
  }
  expect(Object.fromEntries(named)).toEqual(ERROR_STATUS);
});
