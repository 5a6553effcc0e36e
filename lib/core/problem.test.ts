import { expect, it } from 'vitest';
import { AppError } from './errors';
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
