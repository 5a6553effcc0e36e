import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { PERMISSIONS } from '@/lib/core/permissions';
import { sha256 } from '@/lib/core/secrets';
import { createToken } from '@/lib/tokens/service';
import { makeInstance } from '@/tests/setup/receive-support';
import { findTokenAndCount } from './queries';

afterAll(closeDatabase);

it('a request that began in the second before and had to wait counts with the others, and gives nobody new room', async () => {
  const { scope } = await makeInstance();
  const owner = { kind: 'token' as const, tokenId: '', name: 'Ana', permissions: new Set(PERMISSIONS) };
  const { token, view } = await createToken({ ...scope, actor: owner }, { name: 'Loja', scopes: ['*'] });
  const hits = async () => (await findTokenAndCount(sha256(token)))?.hits;
  const move = (interval: string) =>
    database().execute(sql`update rate_limits set window_start = window_start + ${interval}::interval, count = 50
      where key = ${`token:${view.id}`}`);
  expect(await hits()).toBe(1);
  await move('5 seconds');
  expect([await hits(), await hits()]).toEqual([51, 52]);
  await move('-10 seconds');
  expect(await hits()).toBe(1);
  // The database's clock was set back: nobody waits until it has caught up.
  await move('1 hour');
  expect(await hits()).toBe(1);
});
