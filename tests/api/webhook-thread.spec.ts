import { existsSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { expect } from '@playwright/test';
import { freePort } from '../../db/embedded-server/ports';
import { startTestApp } from '../setup/test-app';
import { cloneDatabase } from '../setup/test-postgres';
import { test as base } from './support/ground';
import { INSPECTED, inspectApp } from './support/inspector';
import { createNumber, randomPhone } from './support/numbers';
import { waitFor } from './support/wait';
import { messageEvent, sign, toldSecret, type WebhookSender, webhookSender } from './support/webhooks';

const test = base.extend<{ webhookUrl: string; post: WebhookSender }>({
  appEnv: async ({ webhookUrl }, use) =>
    use({
      ...INSPECTED,
      WEBHOOK_PORT: new URL(webhookUrl).port,
      HOSTNAME: '127.0.0.1',
      DATABASE_POOL_SIZE: '9',
    }),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from the pattern.
  webhookUrl: async ({}, use) => use(`http://127.0.0.1:${await freePort()}`),
  post: async ({ ground, webhookUrl }, use) => {
    const simulator = { url: ground.simulator.url, apiKey: 'key' };
    await use(await webhookSender({ appUrl: webhookUrl, simulator }, await createNumber(ground.api)));
  },
});

const anyMessage = () => messageEvent({ chat: `${randomPhone()}@c.us` });

test('webhooks are taken while the rest of the process is held up', async ({ ground, post }, testInfo) => {
  const inspector = await inspectApp(ground.server().logs);
  const isHeld = testInfo.outputPath('held');
  const isFree = testInfo.outputPath('free');
  // Not in the middle of a transaction: it would keep the number's lock.
  const held = inspector.inMain(`(async () => {
    const { existsSync, writeFileSync } = process.getBuiltinModule('node:fs');
    const { $client: pool } = globalThis.__recadoDatabase.db;
    const bell = new Int32Array(new SharedArrayBuffer(4));
    while (pool.idleCount < pool.totalCount) await new Promise((resolve) => setImmediate(resolve));
    writeFileSync(${JSON.stringify(isHeld)}, '');
    while (!existsSync(${JSON.stringify(isFree)})) Atomics.wait(bell, 0, 0, 20);
  })()`);
  let isLive = false;
  try {
    await waitFor(async () => existsSync(isHeld), Boolean, { what: 'a main thread that is held up' });
    const live = fetch(`${ground.server().url}/api/health/live`).then(() => {
      isLive = true;
    });
    expect((await post(anyMessage())).body).toEqual({ received: true });
    expect(isLive).toBe(false);
    writeFileSync(isFree, '');
    await live;
  } finally {
    writeFileSync(isFree, '');
  }
  await held;
  expect(isLive).toBe(true);
  inspector.close();
});

test('the thread has nothing of Next in it', async ({ ground, post }) => {
  const inspector = await inspectApp(ground.server().logs);
  await post(anyMessage());
  // What Next puts around these is JavaScript, also where they were none.
  const isOurs =
    "[Date.now, console.log].every((known) => String(known).includes('[native code]')) && !globalThis.AsyncLocalStorage";
  expect(await inspector.inMain(isOurs)).toBe(false);
  expect(await inspector.inThread(isOurs)).toBe(true);
  inspector.close();
});

test('the thread has half as many connections to the database as the process, and counts on no more', async ({
  ground,
  post,
}) => {
  const inspector = await inspectApp(ground.server().logs);
  await post(anyMessage());
  const size = '[globalThis.__recadoDatabase.db.$client.options.max, process.env.DATABASE_POOL_SIZE]';
  expect(await inspector.inMain(size)).toEqual([9, '9']);
  expect(await inspector.inThread(size)).toEqual([5, '5']);
  inspector.close();
});

test('a thread that dies of an error is started again, and the rest goes on meanwhile', async ({
  ground,
  post,
}) => {
  const { url, logs } = ground.server();
  const inspector = await inspectApp(logs);
  expect((await post(anyMessage())).status).toBe(200);
  const pid = await inspector.inMain('process.pid');
  for (const time of [1, 2]) {
    await inspector.inThread(`void setImmediate(() => { throw new Error('Thrown by a test: ${time}') })`);
    await waitFor(
      async () => logs(),
      (said) =>
        said.includes(`Thrown by a test: ${time}`) &&
        said.split('Listening for webhooks').length === time + 2,
      { what: 'a thread in its place' },
    );
    expect((await post(anyMessage())).body).toEqual({ received: true });
  }
  expect(logs()).toContain('The listener for webhooks died');
  expect((await fetch(`${url}/api/health/live`)).status).toBe(200);
  expect(await inspector.inMain('process.pid')).toBe(pid);
  inspector.close();
});

test('SIGTERM: a webhook that has begun is taken and answered, and nobody new is heard', async ({
  ground,
  webhookUrl,
}) => {
  const number = await createNumber(ground.api);
  const body = JSON.stringify(anyMessage());
  const secret = await toldSecret(
    { simulator: { url: ground.simulator.url, apiKey: 'key' } },
    number.sessionName,
  );
  // On a server that nobody has called: Next has nothing of its own to wait for.
  await ground.server().kill();
  await ground.start();
  const begun = request(`${webhookUrl}/api/whatsapp/webhook/${number.sessionName}`, {
    method: 'POST',
    agent: false,
    headers: {
      expect: '100-continue',
      'content-length': Buffer.byteLength(body),
      'x-webhook-hmac': sign(secret, body),
    },
  });
  const answer = new Promise<number | undefined>((resolve, reject) => {
    begun.once('error', reject).once('response', (response) => resolve(response.resume().statusCode));
  });
  begun.flushHeaders();
  await new Promise((resolve) => begun.once('continue', resolve));
  const stopped = ground.server().stop();
  const isRefused = () =>
    fetch(webhookUrl).then(
      () => false,
      () => true,
    );
  await waitFor(isRefused, Boolean, { what: 'a listener that is closed' });
  begun.end(body);
  expect(await answer).toBe(200);
  await stopped;
  expect(await ground.sql`select id from messages`).toHaveLength(1);
});

test('a port that is taken: the server does not start', async ({ app }) => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const starting = startTestApp({
    ...app,
    databaseUrl: await cloneDatabase(app.serverUrl),
    env: { WEBHOOK_PORT: String(port), HOSTNAME: '127.0.0.1' },
  });
  await expect(starting).rejects.toThrow(/EADDRINUSE/);
  taken.close();
});
