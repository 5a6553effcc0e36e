import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { freePort } from '@/db/embedded-server/ports';
import { newId } from '@/lib/core/ids';
import { inTransaction, systemScope } from '@/lib/core/scope';
import { env } from '@/lib/env';
import { makeInstance } from '@/tests/setup/receive-support';
import { type RedisServer, startRedis } from '@/tests/setup/redis';
import { waitUntil } from '@/tests/setup/wait-until';
import { listenForHints } from './channel';
import { publish } from './publish';
import { startRelay } from './relay';

const isRedisThere = spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'recado-redis-'));

let redis: RedisServer;
let port: number;
let relay: { stop: () => Promise<void> };
let organizationId: string;
const heard: string[] = [];
let connections = 0;
let listener: { close: () => Promise<void> };

beforeAll(async () => {
  if (!isRedisThere) return;
  organizationId = (await makeInstance()).scope.organizationId;
  port = await freePort();
  redis = await startRedis(port, folder);
  env().REDIS_URL = redis.url;
  relay = startRelay();
  listener = await listenForHints(
    (payload) => heard.push(payload),
    () => {
      connections++;
    },
  );
});

afterAll(async () => {
  if (isRedisThere) {
    await listener.close();
    await relay.stop();
    await redis.stop();
  }
  env().REDIS_URL = undefined;
  await closeDatabase();
});

const untold = async () => (await database().execute(sql`select id from change_hints`)).length;
const isHeard = (id: string) => async () => heard.some((payload) => payload.includes(id));

it.skipIf(!isRedisThere)('tells what committed, and nothing that was rolled back', async () => {
  const [kept, lost] = [newId(), newId()];
  await expect(
    inTransaction(systemScope(organizationId), async ({ db }) => {
      await publish(db, organizationId, { messagesCreated: [lost] });
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  await inTransaction(systemScope(organizationId), ({ db }) =>
    publish(db, organizationId, { messagesCreated: [kept] }),
  );
  await waitUntil(isHeard(kept), 'the hint');
  expect(JSON.parse(heard.at(-1) ?? '')).toEqual({ organizationId, messagesCreated: [kept] });
  expect(heard.join()).not.toContain(lost);
  await waitUntil(async () => (await untold()) === 0, 'nothing untold');
});

it.skipIf(!isRedisThere)('tells later what a killed process had claimed', async () => {
  const id = newId();
  const payload = JSON.stringify({ organizationId, conversations: [id] });
  await database().execute(sql`insert into change_hints (organization_id, id, payload, claimed_at)
    values (${organizationId}, ${newId()}, ${payload}, now())`);
  await waitUntil(isHeard(id), 'the hint of the dead');
  await waitUntil(async () => (await untold()) === 0, 'nothing untold');
});

it.skipIf(!isRedisThere)(
  'keeps hints while Redis is away, and says so to who listens when it is back',
  async () => {
    const id = newId();
    await redis.stop();
    await publish(database(), organizationId, { conversations: [id] });
    expect(await untold()).toBe(1);
    redis = await startRedis(port, folder);
    await waitUntil(async () => connections === 2, 'listening again');
    await waitUntil(async () => (await untold()) === 0, 'nothing untold');
  },
);
