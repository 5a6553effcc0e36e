import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import postgres from 'postgres';
import type { Page } from '@/lib/core/pagination';
import type { InstanceView } from '@/lib/instances/schema';
import type { MessageStatus, MessageView } from '@/lib/messages/schema';
import { startTestApp } from '../setup/test-app';
import { cloneDatabase, startTestPostgres } from '../setup/test-postgres';
import { withToken } from './support/client';
import { test } from './support/fixtures';
import { arrivals, conversationPath, send, thread, waitForMessage } from './support/messages';
import { instancePath, linkNumber, randomPhone } from './support/numbers';
import { insertOrganization } from './support/organizations';
import { expectProblem } from './support/problems';
import { openStream } from './support/stream';
import { waitFor } from './support/wait';
import { messageEvent, webhookSender } from './support/webhooks';

const LIST = '/api/whatsapp/instances';
const SENT: MessageStatus[] = ['sent', 'delivered', 'read'];

test('the database stops: 503 everywhere; it starts: all goes on, and the server was never restarted', async ({
  app,
  simulator,
}) => {
  test.setTimeout(90_000);
  const database = await startTestPostgres();
  const databaseUrl = await cloneDatabase(database.serverUrl);
  const own = await startTestApp({ databaseUrl, simulator: app.simulator, dataDir: database.dataDir });
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const organization = await insertOrganization(sql);
    const api = withToken(own.url, organization.token);
    const number = await linkNumber(api, simulator);
    const post = await webhookSender({ appUrl: own.url, simulator: app.simulator }, number);
    const phone = randomPhone();
    await simulator.customer({ phone });
    const first = await send(api, number.id, phone, 'Antes');
    await waitForMessage(api, first, SENT);
    const stream = await openStream(own.url, { authorization: `Bearer ${organization.token}` });
    await stream.next('ready');

    await database.stop();
    const event = messageEvent({ chat: `${phone}@c.us`, text: 'Durante' });
    const answers = [
      await api.get(LIST),
      await api.get(conversationPath(first.conversationId, '/messages')),
      await api.post(instancePath(number.id, '/send'), { to: phone, text: 'Durante' }),
      await api.post(LIST, { name: 'Outro' }, { 'idempotency-key': randomUUID() }),
      await post(event),
    ];
    for (const answer of answers) {
      expectProblem(answer, 'unavailable');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    }
    expect(await api.get<object>('/api/health')).toMatchObject({ status: 503, body: { status: 'down' } });
    expect((await api.get('/api/health/live')).status).toBe(200);

    await database.restart();
    await waitFor(
      async () => (await api.get(LIST)).status,
      (status) => status === 200,
      { what: 'reads' },
    );
    expect((await post(event)).body).toEqual({ received: true });
    const after = await send(api, number.id, phone, 'Depois');
    // A connection that is opened anew may take longer than a caller waits: he is told to ask again.
    await waitFor(
      async () => {
        const answer = await api.get<Page<MessageView>>(conversationPath(after.conversationId, '/messages'));
        if (answer.status === 503) return undefined;
        expect(answer.status).toBe(200);
        return answer.body.data.find(({ id }) => id === after.id)?.status;
      },
      (status) => status !== undefined && SENT.includes(status),
      { what: 'the message to leave', timeoutMs: 30_000 },
    );
    await stream.next('resync');
    const messages = await thread(api, first.conversationId);
    expect(messages.map(({ text }) => text).sort()).toEqual(['Antes', 'Depois', 'Durante']);
    const arrived = await simulator.received({ phone });
    expect(arrived.map(({ copies }) => copies)).toEqual([1, 1]);
    stream.close();
  } finally {
    await sql.end({ timeout: 1 });
    await own.stop();
    await database.remove();
  }
});

test('kill -9 between accepting and delivering: after the restart each message is there just once', async ({
  app,
  simulator,
}, testInfo) => {
  test.setTimeout(120_000);
  const databaseUrl = await cloneDatabase(app.serverUrl);
  const options = { databaseUrl, simulator: app.simulator, dataDir: testInfo.outputPath() };
  const first = await startTestApp(options);
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => {} });
  let running = first;
  try {
    const organization = await insertOrganization(sql);
    const api = withToken(first.url, organization.token);
    const [gone, lost, plain] = await Promise.all([1, 2, 3].map(() => linkNumber(api, simulator)));
    if (!gone || !lost || !plain) throw new Error('No numbers');
    // One went out and WAHA never said so, one never went out, and several were merely accepted.
    await simulator.silence({ session: gone.sessionName });
    await simulator.hangSends({ session: gone.sessionName, sent: true });
    await simulator.hangSends({ session: lost.sessionName, sent: false });
    const phone = randomPhone();
    await simulator.customer({ phone });
    const hung = [await send(api, gone.id, phone, 'Saiu'), await send(api, lost.id, phone, 'Não saiu')];
    for (const message of hung) await waitForMessage(api, message, 'sending');
    const texts = ['um', 'dois', 'três', 'quatro', 'cinco'];
    const accepted: MessageView[] = [];
    for (const text of texts) accepted.push(await send(api, plain.id, phone, text));

    const creation = await holdCreation(sql, api);
    await first.kill();
    await creation.release();
    running = await startTestApp({ ...options, port: first.port });

    const repeated = await api.post<InstanceView>(LIST, { name: 'Em voo' }, creation.headers);
    expect(repeated.status).toBe(201);
    const again = await api.post<InstanceView>(LIST, { name: 'Em voo' }, creation.headers);
    expect(again.body.id).toBe(repeated.body.id);
    const { data } = (await api.get<Page<InstanceView>>(LIST)).body;
    expect(data.filter(({ name }) => name === 'Em voo')).toHaveLength(1);

    for (const message of [...hung, ...accepted]) await waitForMessage(api, message, SENT, 80_000);
    const arrived = await simulator.received({ phone });
    expect(arrived.map(({ copies }) => copies)).toEqual(Array(7).fill(1));
    const inOrder = await arrivals(simulator, { phone, session: plain.sessionName });
    expect(inOrder).toEqual(texts.map((text) => [text, 1]));
  } finally {
    await sql.end({ timeout: 1 });
    await running.stop();
  }
});

/** A creation with a key that has come as far as its transaction and no further. */
async function holdCreation(sql: postgres.Sql, api: ReturnType<typeof withToken>) {
  const headers = { 'idempotency-key': randomUUID() };
  const lock = await sql.reserve();
  await lock`begin`;
  await lock`lock table instances in share row exclusive mode`;
  void api.post(LIST, { name: 'Em voo' }, headers).catch(() => {});
  await waitFor(
    () => sql`select 1 from pg_locks where relation = 'instances'::regclass and not granted`,
    (rows) => rows.length > 0,
    { what: 'the creation to wait' },
  );
  const release = async () => {
    await lock`rollback`;
    lock.release();
  };
  return { headers, release };
}

/** Statuses that a message passes through, as often as they can be read, until it is sent. */
async function watchStatuses(api: ReturnType<typeof withToken>, message: MessageView): Promise<string[]> {
  const seen: string[] = [];
  await waitFor(
    async () => {
      const now = (await thread(api, message.conversationId)).find(({ id }) => id === message.id);
      if (now && seen.at(-1) !== now.status) seen.push(now.status);
      return now?.status;
    },
    (status) => SENT.includes(status as MessageStatus) || status === 'failed',
    { what: 'the message to be settled', timeoutMs: 30_000 },
  );
  return seen;
}

test('WAHA cuts the answer of a send: it is checked, found, and never sent again', async ({
  api,
  number,
  simulator,
}) => {
  const phone = randomPhone();
  await simulator.customer({ phone, autoAck: 'server' });
  // Without its echo only asking WAHA can settle it.
  await simulator.silence({ session: number.sessionName });
  await simulator.cutAnswers({ session: number.sessionName });
  const message = await send(api, number.id, phone, 'Cortada');
  const seen = await watchStatuses(api, message);
  expect(seen).toContain('checking');
  expect(SENT).toContain(seen.at(-1));
  const next = await send(api, number.id, phone, 'Seguinte');
  await watchStatuses(api, next);
  expect(await simulator.received({ phone })).toMatchObject([{ copies: 1 }, { copies: 1 }]);
});

test('WAHA cuts the answer, and the echo settles it', async ({ api, number, simulator }) => {
  const phone = randomPhone();
  await simulator.customer({ phone });
  await simulator.cutAnswers({ session: number.sessionName });
  const message = await send(api, number.id, phone, 'Com eco');
  await waitForMessage(api, message, ['delivered', 'read']);
  expect((await thread(api, message.conversationId)).map(({ id }) => id)).toEqual([message.id]);
  expect(await simulator.received({ phone })).toMatchObject([{ copies: 1 }]);
});

test('WAHA dies before a send: after it was told twice that nothing is there, it is sent once', async ({
  api,
  number,
  simulator,
}) => {
  const phone = randomPhone();
  await simulator.customer({ phone });
  await simulator.crashBeforeSend({ session: number.sessionName });
  const message = await send(api, number.id, phone, 'Caiu antes');
  const seen = await watchStatuses(api, message);
  expect(seen).toContain('checking');
  expect(SENT).toContain(seen.at(-1));
  expect(await simulator.received({ phone })).toMatchObject([{ copies: 1 }]);
});

test('what is accepted while a number is stopped leaves in order when it works again', async ({
  api,
  number,
  simulator,
}) => {
  const phone = randomPhone();
  await simulator.customer({ phone });
  await api.post(instancePath(number.id, '/disconnect'));
  await waitFor(
    async () => (await api.get<InstanceView>(instancePath(number.id))).body.status,
    (status) => status === 'STOPPED',
  );
  const texts = ['um', 'dois', 'três', 'quatro', 'cinco'];
  const messages: MessageView[] = [];
  for (const text of texts) messages.push(await send(api, number.id, phone, text));
  expect(new Set(messages.map(({ status }) => status))).toEqual(new Set(['queued']));
  expect(await simulator.received({ phone })).toEqual([]);
  await api.post(instancePath(number.id, '/connect'));
  for (const message of messages) await waitForMessage(api, message, SENT, 30_000);
  expect(await arrivals(simulator, { phone })).toEqual(texts.map((text) => [text, 1]));
});
