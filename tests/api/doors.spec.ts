import { expect } from '@playwright/test';
import type { MessageView } from '@/lib/messages/schema';
import { callApi, signIn } from './support/client';
import { test } from './support/fixtures';
import { bearer, download, PIXEL, upload } from './support/media';
import { conversationPath, send } from './support/messages';
import { createNumber, instancePath, randomPhone } from './support/numbers';
import { expectInvalid, expectProblem } from './support/problems';
import { openStream } from './support/stream';
import { envelope, messageEvent, webhookSender } from './support/webhooks';

const MiB = 1024 * 1024;

test('403: a role without the permission', async ({ app, api, sql, organization }) => {
  const { id } = await createNumber(api);
  const { conversationId } = await send(api, id, randomPhone(), 'Oi');
  await sql`update memberships set role = 'viewer' where organization_id = ${organization.id}`;
  const cookie = await signIn(app.appUrl, organization.email, organization.password);
  const viewer = callApi(app.appUrl, {
    cookie,
    origin: app.appUrl,
    'content-type': 'application/json',
  });
  expect((await viewer.get(conversationPath(conversationId))).status).toBe(200);
  for (const answer of [
    await viewer.post('/api/whatsapp/instances', { name: 'Vendas' }),
    await viewer.post(instancePath(id, '/connect')),
    await viewer.patch(conversationPath(conversationId), { status: 'resolved' }),
    await viewer.post(conversationPath(conversationId, '/messages'), { text: 'Oi' }),
  ])
    expectProblem(answer, 'forbidden');
});

test('a send may be larger than other bodies: 64 MiB against 1 MiB', async ({ api }) => {
  const { id } = await createNumber(api);
  const data = Buffer.alloc(2 * MiB, 1).toString('base64');
  const media = { data, mimetype: 'application/octet-stream', filename: 'grande.bin' };
  const sent = await api.post<MessageView>(instancePath(id, '/send'), {
    to: randomPhone(),
    type: 'document',
    media,
  });
  expect(sent.status, sent.text.slice(0, 300)).toBe(202);
  const path = conversationPath(sent.body.conversationId);
  expect((await api.post(`${path}/messages`, { type: 'document', media })).status).toBe(202);
  const padding = 'x'.repeat(MiB);
  expectProblem(await api.patch(path, { padding }), 'payload_too_large');
  expectProblem(await api.post(`${path}/read`, { padding }), 'payload_too_large');
});

test('every kind of answer carries the request id: stream, file, webhook, refusal', async ({
  app,
  api,
  organization,
}) => {
  const caller = bearer(app.appUrl, organization.token);
  const { uploadId } = await upload(caller, { bytes: PIXEL });
  const mine = { 'x-request-id': 'every-answer-0001' };
  expect((await download(caller, uploadId, mine)).headers.get('x-request-id')).toBe('every-answer-0001');
  const { sessionName } = await createNumber(api);
  const hook = `/api/whatsapp/webhook/${sessionName}`;
  for (const path of [hook, '/api/whatsapp/webhook/nobody', '/api/monitoring/replay']) {
    const { headers } = await callApi(app.appUrl, mine).post(path, {});
    expect(headers.get('x-request-id'), path).toBe('every-answer-0001');
  }
  const response = await fetch(`${app.appUrl}/api/events`, { headers: { ...caller.headers, ...mine } });
  expect(response.headers.get('x-request-id')).toBe('every-answer-0001');
  await response.body?.cancel();
});

test('a stream that nobody may open says so as a problem', async ({ app }) => {
  const answer = await callApi(app.appUrl).get('/api/events', { 'accept-language': 'pt-BR' });
  expect(expectProblem(answer, 'unauthenticated').title).not.toBe('Not signed in');
  const stream = await openStream(app.appUrl, { authorization: 'Bearer nobody' });
  expect(stream.status).toBe(401);
});

test('an idempotent send is remembered by number and conversation, and with its body', async ({ api }) => {
  const [one, two] = [await createNumber(api), await createNumber(api)];
  const headers = { 'idempotency-key': 'the same everywhere' };
  const body = { to: randomPhone(), text: 'Oi' };
  const first = await api.post<MessageView>(instancePath(one.id, '/send'), body, headers);
  const elsewhere = await api.post<MessageView>(instancePath(two.id, '/send'), body, headers);
  expect(elsewhere.body.instanceId).toBe(two.id);
  const changed = await api.post(instancePath(one.id, '/send'), { ...body, text: 'Olá' }, headers);
  expectProblem(changed, 'invalid');
  expect((await api.post<MessageView>(instancePath(one.id, '/send'), body, headers)).body.id).toBe(
    first.body.id,
  );
  expectProblem(
    await api.post(instancePath(one.id, '/send'), body, { 'idempotency-key': 'k'.repeat(256) }),
    'invalid',
  );
});

test('a body that a route does not know is checked: logout is true or false', async ({ api }) => {
  const { id } = await createNumber(api);
  expectInvalid(await api.post(instancePath(id, '/disconnect'), { logout: 'yes' }), 'logout');
  expect((await api.post(instancePath(id, '/disconnect'), {})).status).toBe(202);
  expectInvalid(
    await api.patch(instancePath(id), { settings: { ignoreGroups: 1 } }),
    'settings.ignoreGroups',
  );
});

test('the same event of two numbers is two events', async ({ app, api }) => {
  const [one, two] = await Promise.all([1, 2].map(async () => webhookSender(app, await createNumber(api))));
  const event = messageEvent({ chat: `${randomPhone()}@c.us` });
  for (const post of [one, two])
    expect((await post?.(event, { requestId: 'the-same-request' }))?.body).toEqual({ received: true });
  expect((await one?.(event, { requestId: 'another-request' }))?.body).toEqual({
    received: true,
    duplicate: true,
  });
});

test('an envelope of an old WAHA, without id and time, is read when it is signed, and only then', async ({
  app,
  api,
}) => {
  const post = await webhookSender(app, await createNumber(api));
  const { id: _id, timestamp: _at, ...old } = messageEvent({ chat: `${randomPhone()}@c.us`, text: 'Antiga' });
  expectProblem(await post(old, { signature: null }), 'unauthenticated');
  expect((await post(old)).body).toEqual({ received: true });
  expect((await post(envelope('session.status', { name: 'x', status: 'STOPPED' }))).status).toBe(200);
});
