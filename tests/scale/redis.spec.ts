import { expect } from '@playwright/test';
import postgres, { type Sql } from 'postgres';
import { uuidv7 } from 'uuidv7';
import { freePort } from '../../db/embedded-server/ports';
import { withToken } from '../api/support/client';
import { test as base } from '../api/support/fixtures';
import { createNumber, randomPhone } from '../api/support/numbers';
import { insertOrganization, type KnownOrganization } from '../api/support/organizations';
import { openStream, type Stream } from '../api/support/stream';
import { waitFor } from '../api/support/wait';
import { messageEvent, type WebhookSender, webhookSender } from '../api/support/webhooks';
import { type RedisServer, startRedis } from '../setup/redis';
import { startTestApp } from '../setup/test-app';
import { cloneDatabase } from '../setup/test-postgres';

type Pair = {
  db: Sql;
  organization: KnownOrganization;
  /** What the first process tells. */
  stream: Stream;
  /** A webhook to the second. */
  post: WebhookSender;
  stopRedis: () => Promise<void>;
  startRedis: () => Promise<void>;
};

/** Two processes with a Redis of their own, which the test may stop. */
const test = base.extend<{ pair: Pair }>({
  pair: async ({ app }, use) => {
    const databaseUrl = await cloneDatabase(app.serverUrl);
    const port = await freePort();
    let redis: RedisServer = await startRedis(port, app.dataDir);
    const options = { databaseUrl, simulator: app.simulator, dataDir: app.dataDir };
    const env = { REDIS_URL: redis.url };
    const apps = [await startTestApp({ ...options, env }), await startTestApp({ ...options, env })] as const;
    const db = postgres(databaseUrl, { max: 1, onnotice: () => {} });
    const organization = await insertOrganization(db);
    const number = await createNumber(withToken(apps[0].url, organization.token));
    const post = await webhookSender({ appUrl: apps[1].url, simulator: app.simulator }, number);
    const stream = await openStream(apps[0].url, { authorization: `Bearer ${organization.token}` });
    await stream.next('ready');
    await use({
      db,
      organization,
      stream,
      post,
      stopRedis: () => redis.stop(),
      startRedis: async () => {
        redis = await startRedis(port, app.dataDir);
      },
    });
    stream.close();
    for (const one of apps) await one.stop();
    await db.end({ timeout: 1 });
    await redis.stop();
  },
});

const untold = async (db: Sql) => (await db`select id from change_hints`).length;
const withText = (text: string) => (data: { message: { text: string | null } }) => data.message.text === text;

test('what one process stores the other shows, and nobody listens on Postgres', async ({ pair }) => {
  const { db, stream, post } = pair;
  expect((await post(messageEvent({ chat: `${randomPhone()}@c.us`, text: 'Oi' }))).status).toBe(200);
  await stream.next('message.created', withText('Oi'));
  await waitFor(
    () => untold(db),
    (count) => count === 0,
    { what: 'all is told' },
  );
  const listening = await db`select pid from pg_stat_activity
    where datname = current_database() and application_name = 'recado-listen'`;
  expect(listening).toEqual([]);
});

test('Redis goes: webhooks are taken all the same; it comes back: who listens reads again, and nothing stays untold', async ({
  pair,
}) => {
  const { db, stream, post, stopRedis, startRedis: bringBack } = pair;
  const chat = `${randomPhone()}@c.us`;
  await stopRedis();
  expect((await post(messageEvent({ chat, text: 'Durante' }))).body).toEqual({ received: true });
  expect(await untold(db)).toBeGreaterThan(0);
  await bringBack();
  await stream.next('resync');
  await waitFor(
    () => untold(db),
    (count) => count === 0,
    { what: 'all is told' },
  );
  await post(messageEvent({ chat, text: 'Depois' }));
  await stream.next('message.created', withText('Depois'));
});

test('a process dies between its commit and the telling: another tells', async ({ pair }) => {
  const { db, organization, stream, post } = pair;
  await post(messageEvent({ chat: `${randomPhone()}@c.us`, text: 'Órfã' }));
  await stream.next('message.created', withText('Órfã'));
  const [message] = await db`select id from messages where text = 'Órfã'`;
  const payload = { organizationId: organization.id, messagesUpdated: [message?.id] };
  await db`insert into change_hints (organization_id, id, payload, claimed_at)
    values (${organization.id}, ${uuidv7()}, ${JSON.stringify(payload)}, now())`;
  await stream.next('message.updated', withText('Órfã'));
  expect(await untold(db)).toBe(0);
});
