import { eq, sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import { organizations } from '@/db/schema';
import { compiled } from './compiled';
import { newId } from './ids';
import { inTransaction, type Scope, systemScope } from './scope';

afterAll(closeDatabase);

it('is written once for the pool, takes other values each time, and sees what its transaction wrote', async () => {
  let written = 0;
  const query = compiled((db) => {
    written += 1;
    return db
      .select({ name: organizations.name })
      .from(organizations)
      .where(eq(organizations.id, sql.placeholder('id')));
  });
  const [here, nowhere] = [newId(), newId()];
  const read = (scope: Scope, id: string) => query(scope).execute({ id });
  const scope = systemScope(here);
  expect(await read(scope, here)).toEqual([]);
  await inTransaction(scope, async (inside) => {
    await inside.db.insert(organizations).values({ id: here, name: 'Padaria' });
    expect(await read(inside, here)).toEqual([{ name: 'Padaria' }]);
    expect(await read(scope, here)).toEqual([]);
  });
  expect(await read(systemScope(here), here)).toEqual([{ name: 'Padaria' }]);
  expect(await read(scope, nowhere)).toEqual([]);
  expect(written).toBe(2);
});
