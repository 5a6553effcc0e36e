import { Agent, get } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect } from '@playwright/test';
import postgres from 'postgres';
import { freePort } from '../../db/embedded-server/ports';
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

test('stopped with connections that nobody uses: it leaves as soon as what was begun is answered', async ({
  app,
}) => {
  const webhookPort = await freePort();
  const own = await startTestApp({
    databaseUrl: await cloneDatabase(app.serverUrl),
    simulator: app.simulator,
    dataDir: app.dataDir,
    env: { WEBHOOK_PORT: String(webhookPort), HOSTNAME: '127.0.0.1' },
  });
  const agent = new Agent({ keepAlive: true });
  const begun: Socket[] = [];
  for (const port of [own.port, webhookPort]) {
    const socket = await opened(port);
    socket.write('POST /api/whatsapp/webhook/nobody HTTP/1.1\r\nhost: recado\r\ncontent-length: 2\r\n\r\n{');
    begun.push(socket);
    // Opened in advance, and used before. Connections are taken in turn: with this answer the server has the others, too.
    await opened(port);
    await new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path: '/api/health/live', agent }, (answer) =>
        answer.resume().once('end', resolve),
      ).once('error', reject);
    });
  }
  const answers = begun.map(
    (socket) =>
      new Promise<string>((resolve) => {
        let said = '';
        socket.on('data', (data) => {
          said += data;
        });
        socket.once('close', () => resolve(said));
      }),
  );
  const from = performance.now();
  const stopped = own.stop();
  await waitFor(() => isRefused(own.port), Boolean, { what: 'a server that is closed' });
  await waitFor(() => isRefused(webhookPort), Boolean, { what: 'a listener that is closed' });
  for (const socket of begun) socket.write('}');
  await stopped;
  expect(performance.now() - from).toBeLessThan(6_000);
  expect(own.logs()).not.toContain('Not everything ended in time');
  for (const said of await Promise.all(answers)) {
    expect(said).toMatch(/^HTTP\/1.1 404 /);
    expect(said).toMatch(/^connection: close\r$/im);
  }
  agent.destroy();
});

/** A connection on which nothing was asked. */
async function opened(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}

const isRefused = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(false);
    }).once('error', () => resolve(true));
  });
