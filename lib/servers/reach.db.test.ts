import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { makeInstance } from '@/tests/setup/receive-support';
import { upsertEnvServer } from './connect';
import { listServers } from './service';

afterAll(closeDatabase);

it('says when a number works and no event of its server ever came', async () => {
  const { scope, instanceId } = await makeInstance();
  const fault = async () => (await listServers(scope)).data[0]?.webhookFault;
  expect(await fault()).toBeNull();
  const set = (change: ReturnType<typeof sql>) =>
    database().execute(sql`update instances set ${change} where id = ${instanceId}`);
  await set(sql`status = 'WORKING', connected_at = now() - interval '1 minute'`);
  expect(await fault()).toBeNull();
  await set(sql`connected_at = now() - interval '3 minutes'`);
  expect(await fault()).toBe('unheard');
  await set(sql`last_event_at = now() - interval '1 hour'`);
  expect(await fault()).toBe('unheard');
  await set(sql`last_event_at = now()`);
  expect(await fault()).toBeNull();
});

it('says when a server outside is to call an address inside, until it was heard all the same', async () => {
  const { scope, instanceId } = await makeInstance();
  await upsertEnvServer(database(), 'https://waha.example.com', 'key');
  const fault = async () => (await listServers(scope)).data[0]?.webhookFault;
  expect(await fault()).toBe('inside');
  await database().execute(sql`
    update instances set status = 'WORKING', connected_at = now(), last_event_at = now() where id = ${instanceId}`);
  expect(await fault()).toBeNull();
});
