import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import postgres from 'postgres';
import { freePort } from '../../db/embedded-server/ports';
import { startTestApp } from '../setup/test-app';
import { cloneDatabase, startTestPostgres } from '../setup/test-postgres';
import { type Answer, callApi, withToken } from './support/client';
import { test } from './support/fixtures';
import { conversations, thread } from './support/messages';
import { createNumber, instancePath, randomPhone } from './support/numbers';
import { insertOrganization } from './support/organizations';
import { expectProblem } from './support/problems';
import { streamBytes } from './support/upload';
import { envelope, messageEvent, type WebhookSender, webhookSender } from './support/webhooks';

const MiB = 1024 * 1024;
const CHAT = '5511912345678@c.us';

type Case = { name: string; status: number; post: (post: WebhookSender) => Promise<Answer<unknown>> };

test.skip(({ app }) => app.mode === 'serverless', 'A function can listen on no port of its own.');

const twice = async (post: WebhookSender, event: object, requestId?: string) => {
  await post(event, { requestId });
  return post(event, { requestId });
};

/** Every row of the webhook table, each made anew for each door. */
const CASES: Case[] = [
  { name: 'new', status: 200, post: (post) => post(messageEvent({ chat: CHAT })) },
  { name: 'same event again', status: 200, post: (post) => twice(post, messageEvent({ chat: CHAT })) },
  {
    name: 'same request id again',
    status: 200,
    post: (post) => twice(post, { ...messageEvent({ chat: CHAT }), id: undefined }, randomUUID()),
  },
  {
    name: 'neither id nor request id, again',
    status: 200,
    post: (post) => twice(post, { ...messageEvent({ chat: CHAT }), id: undefined }),
  },
  {
    name: 'unknown kind',
    status: 200,
    post: (post) => post(envelope('message.teleported', { way: 'beam' })),
  },
  { name: 'unreadable shape', status: 200, post: (post) => post(envelope('message.any', 'no object')) },
  {
    name: 'no signature',
    status: 401,
    post: (post) => post(messageEvent({ chat: CHAT }), { signature: null }),
  },
  { name: 'wrong signature', status: 401, post: (post) => post('{}', { signature: 'A'.repeat(128) }) },
  { name: 'unknown session', status: 404, post: (post) => post('{}', { sessionName: 'nobody' }) },
  { name: 'no session name', status: 404, post: (post) => post('{}', { sessionName: '%00' }) },
  { name: 'not JSON', status: 400, post: (post) => post('{"event":') },
  { name: 'empty', status: 400, post: (post) => post('') },
  { name: 'over 10 MiB', status: 413, post: (post) => post(' '.repeat(10 * MiB + 1)) },
];

for (const { name, status, post } of CASES) {
  test(`the listener answers as the route does: ${name}`, async ({ app, api }) => {
    const number = await createNumber(api);
    const other = await createNumber(api, { name: 'Suporte' });
    const route = await post(await webhookSender(app, number));
    const listener = await post(await webhookSender({ ...app, appUrl: app.webhookUrl }, other));
    expect(listener.status).toBe(status);
    const compared = ({ status: code, body, headers }: Answer<unknown>) => ({
      code,
      body,
      headers: ['content-type', 'cache-control', 'x-content-type-options'].map((key) => headers.get(key)),
      hasRequestId: /^[\w.-]{8,128}$/.test(headers.get('x-request-id') ?? ''),
    });
    // Next's own page, not the route, answers an address that is none.
    if (name === 'no session name') expectProblem(listener, 'not_found');
    else expect(compared(listener)).toEqual(compared(route));
  });
}

test('what the listener received stands in the thread, and the other door calls it a duplicate', async ({
  app,
  api,
}) => {
  const number = await createNumber(api);
  const event = messageEvent({ chat: `${randomPhone()}@c.us`, text: 'Tem o azul?' });
  const listener = await webhookSender({ ...app, appUrl: app.webhookUrl }, number);
  expect((await listener(event)).body).toEqual({ received: true });
  expect((await (await webhookSender(app, number))(event)).body).toEqual({ received: true, duplicate: true });
  const [conversation] = await conversations(api);
  expect(await thread(api, conversation?.id ?? '')).toMatchObject([{ text: 'Tem o azul?' }]);
});

test('the listener serves nothing else', async ({ app, api }) => {
  const { call, get } = callApi(app.webhookUrl);
  const { id, sessionName } = await createNumber(api);
  const path = `/api/whatsapp/webhook/${sessionName}`;
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    expectProblem(await call(method, path), 'not_found');
  expect((await call('HEAD', path)).status).toBe(404);
  for (const other of ['/', '/api/health/live', '/conversations', instancePath(id), `${path}/x`, `${path}x/`])
    expectProblem(await get(other), 'not_found');
  expectProblem(await call('POST', `${path}/../x`, { raw: '{}' }), 'not_found');
});

test('the listener keeps a well-formed request id, and speaks the language that is asked for', async ({
  app,
}) => {
  const headers = { 'x-request-id': 'my-request-0001', 'accept-language': 'pt-BR' };
  const answer = await callApi(app.webhookUrl).call('POST', '/api/whatsapp/webhook/nobody', {
    raw: '{}',
    headers,
  });
  expect(answer.headers.get('x-request-id')).toBe('my-request-0001');
  const route = await callApi(app.appUrl).call('POST', '/api/whatsapp/webhook/nobody', {
    raw: '{}',
    headers,
  });
  expect(answer.body).toEqual(route.body);
});

test('the listener refuses over 10 MiB while it comes in', async ({ app, api }) => {
  const { sessionName } = await createNumber(api);
  const silent = await streamBytes(`${app.webhookUrl}/api/whatsapp/webhook/${sessionName}`, 64 * MiB, {});
  expectProblem(silent, 'payload_too_large');
  expect(silent.sent).toBeLessThan(48 * MiB);
});

test('the listener says 503 while the database is away, and is gone when the server was stopped', async ({
  app,
}) => {
  test.setTimeout(90_000);
  const database = await startTestPostgres();
  const databaseUrl = await cloneDatabase(database.serverUrl);
  const port = await freePort();
  const env = { WEBHOOK_PORT: String(port), HOSTNAME: '127.0.0.1' };
  const own = await startTestApp({ databaseUrl, simulator: app.simulator, dataDir: database.dataDir, env });
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const { token } = await insertOrganization(sql);
    const number = await createNumber(withToken(own.url, token));
    const webhookUrl = `http://127.0.0.1:${port}`;
    const post = await webhookSender({ appUrl: webhookUrl, simulator: app.simulator }, number);
    expect((await post(messageEvent({ chat: CHAT }))).status).toBe(200);
    await database.stop();
    const away = await post(messageEvent({ chat: CHAT }));
    expectProblem(away, 'unavailable');
    expect(Number(away.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    await own.stop();
    await expect(post(messageEvent({ chat: CHAT }))).rejects.toThrow();
  } finally {
    await own.stop();
    await sql.end({ timeout: 1 });
    await database.remove();
  }
});
