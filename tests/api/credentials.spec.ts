import { expect } from '@playwright/test';
import type { InstanceView } from '@/lib/instances/schema';
import { callApi, signIn, withToken } from './support/client';
import { test } from './support/fixtures';
import { conversationPath, send } from './support/messages';
import { createNumber, instancePath, randomPhone } from './support/numbers';
import { insertToken } from './support/organizations';
import { expectProblem } from './support/problems';

const LIST = '/api/whatsapp/instances';

test('403: a token without the scope, on every kind of route', async ({ app, api, sql, organization }) => {
  const { id } = await createNumber(api);
  const { conversationId } = await send(api, id, randomPhone(), 'Oi');
  const { token } = await insertToken(sql, organization.id, ['instances:read']);
  const reader = withToken(app.appUrl, token);
  expect((await reader.get(LIST)).status).toBe(200);
  const refused = [
    await reader.post(LIST, { name: 'Vendas' }),
    await reader.patch(instancePath(id), { name: 'X' }),
    await reader.delete(instancePath(id)),
    await reader.post(instancePath(id, '/connect')),
    await reader.post(instancePath(id, '/send'), { to: randomPhone(), text: 'Oi' }),
    await reader.post('/api/whatsapp/sync'),
    await reader.get('/api/messages/conversations'),
    await reader.get(conversationPath(conversationId)),
    await reader.post(conversationPath(conversationId, '/messages'), { text: 'Oi' }),
    await reader.post(conversationPath(conversationId, '/read')),
  ];
  for (const answer of refused) expectProblem(answer, 'forbidden');
  expect((await api.get(instancePath(id))).status).toBe(200);
});

test('403 and 415: what a cookie may write', async ({ app, organization }) => {
  const cookie = await signIn(app.appUrl, organization.email, organization.password);
  const { host, port } = new URL(app.appUrl);
  const browser = (baseUrl: string, headers: object) =>
    callApi(baseUrl, { cookie, 'content-type': 'application/json', ...headers });
  const body = { name: 'Vendas' };
  expect((await browser(app.appUrl, {}).get(LIST)).status).toBe(200);
  const foreign = [
    'https://evil.example',
    'null',
    `https://${host}`,
    `http://evil.${host}`,
    'http://localhost:1',
  ];
  for (const headers of [{}, ...foreign.map((origin) => ({ origin }))])
    expectProblem(await browser(app.appUrl, headers).post(LIST, body), 'forbidden');
  const origin = app.appUrl;
  expect((await browser(origin, { origin }).post(LIST, body)).status).toBe(201);
  const ownHost = `http://127.0.0.1:${port}`;
  expect((await browser(ownHost, { origin: ownHost }).post(LIST, body)).status).toBe(201);
  const viaOther = await browser(ownHost, { origin }).post<InstanceView>(LIST, body);
  expect(viaOther.status).toBe(201);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json-patch', '']) {
    const answer = await browser(origin, { origin, 'content-type': type }).post(LIST, body);
    expectProblem(answer, 'unsupported_media');
  }
  const bare = callApi(origin, { cookie, origin });
  expect((await bare.post(instancePath(viaOther.body.id, '/connect'))).status).toBe(202);
  const json = { 'content-type': 'application/json; charset=utf-8' };
  expect((await bare.post(LIST, body, json)).status).toBe(201);
});

test('with a token a body is JSON whatever its type says', async ({ api }) => {
  for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/octet-stream'])
    expect((await api.post(LIST, { name: 'Vendas' }, { 'content-type': type })).status).toBe(201);
});
