import { expect } from '@playwright/test';
import postgres from 'postgres';
import { startTestApp } from '../setup/test-app';
import { cloneDatabase } from '../setup/test-postgres';
import { withToken } from './support/client';
import { test } from './support/fixtures';
import { createNumber, randomPhone } from './support/numbers';
import { insertOrganization } from './support/organizations';
import { openStream } from './support/stream';
import { waitFor } from './support/wait';
import { messageEvent, webhookSender } from './support/webhooks';

const STREAMS = 20;
const SENDERS = 8;

test('stopped under load: what was acknowledged stands, streams end with a time to come back, no job stays locked, within 10 s', async ({
  app,
}) => {
  const databaseUrl = await cloneDatabase(app.serverUrl);
  const own = await startTestApp({ databaseUrl, simulator: app.simulator, dataDir: app.dataDir });
  const db = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const { token } = await insertOrganization(db);
  const post = await webhookSender(
    { appUrl: own.url, simulator: app.simulator },
    await createNumber(withToken(own.url, token)),
  );
  const live = await fetch(`${own.url}/api/health/live`);
  // Longer than proxies keep a connection: none is closed under a request that is just on its way.
  expect(live.headers.get('keep-alive')).toBe('timeout=125');
  const headers = { authorization: `Bearer ${token}` };
  const streams = await Promise.all(Array.from({ length: STREAMS }, () => openStream(own.url, headers)));
  for (const stream of streams) await stream.next('ready');

  const acknowledged: string[] = [];
  let isRefused = false;
  const keepSending = async (sender: number) => {
    for (let count = 0; !isRefused; count++) {
      const text = `${sender}-${count}`;
      try {
        const { status } = await post(messageEvent({ chat: `${randomPhone()}@c.us`, text }));
        if (status === 200) acknowledged.push(text);
      } catch {
        isRefused = true;
      }
    }
  };
  const senders = Array.from({ length: SENDERS }, (_, index) => keepSending(index));
  await waitFor(
    async () => acknowledged.length,
    (count) => count >= 40,
    { what: 'load', timeoutMs: 30_000 },
  );

  const from = performance.now();
  await own.stop();
  expect(performance.now() - from).toBeLessThan(10_000);
  await Promise.all(senders);
  await waitFor(async () => streams.every((stream) => stream.isClosed()), Boolean, { what: 'streams end' });
  for (const stream of streams) expect(stream.raw()).toContain('retry: ');
  const stored = (await db<{ text: string }[]>`select text from messages`).map(({ text }) => text);
  expect(acknowledged.filter((text) => !stored.includes(text))).toEqual([]);
  expect(await db`select id from graphile_worker._private_jobs where locked_at is not null`).toEqual([]);
  expect(await db`select process_id from worker_heartbeats`).toEqual([]);
  await db.end({ timeout: 1 });
});
