import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import { makeInstance, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { contactQuery } from './schema';
import { searchContacts } from './search';

afterAll(closeDatabase);

it('finds people by name and phone, those of groups without a conversation of their own apart', async () => {
  const { scope, instanceId } = await makeInstance();
  const group = '120363@g.us';
  await receiveBatch(scope, instanceId, [
    textFrom('5511987654321@c.us', 'A1', { pushName: 'João Antônio' }),
    textFrom(group, 'G1', { author: '5511981112222@c.us', pushName: 'Antonia Reis' }),
    textFrom(group, 'G2', { author: '77@lid', pushName: 'Antonio Oculto' }),
  ]);
  const names = async (q: string, rest = {}) =>
    (await searchContacts(scope, contactQuery.parse({ q, ...rest }))).data.map(({ name }) => name);
  expect(await names('ANTÔNI')).toEqual(expect.arrayContaining(['João Antônio', 'Antonia Reis']));
  expect(await names('antoni', { conversation: 'false' })).toEqual(['Antonia Reis']);
  expect(await names('antoni', { conversation: 'true' })).toEqual(['João Antônio']);
  // Without the ninth digit, as people write it.
  expect(await names('(11) 8111-2222', { conversation: 'false' })).toEqual(['Antonia Reis']);
  await scope.db.execute(sql`
    update contacts set name = 'Tia Tonha' where organization_id = ${scope.organizationId} and push_name = 'Antonia Reis'`);
  expect(await names('tonha')).toEqual(['Tia Tonha']);

  const first = await searchContacts(scope, contactQuery.parse({ q: '5511', limit: 1 }));
  const second = await searchContacts(
    scope,
    contactQuery.parse({ q: '5511', limit: 1, cursor: first.nextCursor }),
  );
  expect(new Set([...first.data, ...second.data].map(({ id }) => id)).size).toBe(2);
  expect(second.nextCursor).toBeNull();
  const { scope: stranger } = await makeInstance();
  expect((await searchContacts(stranger, contactQuery.parse({ q: 'antoni' }))).data).toEqual([]);
});
