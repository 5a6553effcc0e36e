import { expect } from '@playwright/test';
import type { ConversationView } from '@/lib/conversations/schema';
import type { Problem } from '@/lib/core/problem';
import { freePort } from '../../db/embedded-server/ports';
import { runAdmin } from './support/admin';
import { callApi } from './support/client';
import { test } from './support/fixtures';
import { conversationPath, send } from './support/messages';
import { createNumber, instancePath, randomPhone } from './support/numbers';
import { expectInvalid, expectProblem } from './support/problems';
import { insertServer } from './support/servers';
import { streamBytes } from './support/upload';
import { startRefusingWaha, WAHA_SECRET } from './support/waha-stub';
import { waitFor } from './support/wait';

const LIST = '/api/whatsapp/instances';
const MiB = 1024 * 1024;

test('400: a body that is not JSON', async ({ api }) => {
  for (const raw of ['{', 'name=Vendas', '{"name":"a",}', '\u0000'])
    expectProblem(await api.call('POST', LIST, { raw }), 'malformed');
});

test('403: a module that the operator switched off, each by itself', async ({ app, api, organization }) => {
  const switchOff = (module: string) =>
    runAdmin(
      app.databaseUrl,
      'set-module',
      ...['--organization', organization.id, '--module', module, '--enabled', 'false'],
    );
  const [numbers, inbox] = [LIST, '/api/messages/conversations'];
  const statuses = async () => [(await api.get(numbers)).status, (await api.get(inbox)).status];
  await switchOff('instances');
  expect(await statuses()).toEqual([403, 200]);
  expect(expectProblem(await api.get(numbers), 'module_disabled').detail).toContain('instances');
  expectProblem(await api.post(LIST, { name: 'Vendas' }), 'module_disabled');
  await switchOff('conversations');
  expect(expectProblem(await api.get(inbox), 'module_disabled').detail).toContain('conversations');
  await switchOff('api');
  expect(expectProblem(await api.get(numbers), 'module_disabled').detail).toContain('api');
});

test('403: a limit of the plan that is used up', async ({ app, api, organization }) => {
  const flags = ['--organization', organization.id, '--instances', '1', '--messages', '2'];
  await runAdmin(app.databaseUrl, 'set-limits', ...flags);
  const { id } = await createNumber(api);
  const refused = await api.post(LIST, { name: 'Outro' });
  expect(expectProblem(refused, 'limit_reached').detail).toContain('1');
  const { conversationId } = await send(api, id, randomPhone(), 'Um');
  await send(api, id, conversationId, 'Dois');
  const third = await api.post(instancePath(id, '/send'), { to: randomPhone(), text: 'Três' });
  expectProblem(third, 'limit_reached');
  const intoThread = await api.post(conversationPath(conversationId, '/messages'), { text: 'Três' });
  expectProblem(intoThread, 'limit_reached');
  expect((await api.delete(instancePath(id))).status).toBe(204);
  expect((await api.post(LIST, { name: 'Outro' })).status).toBe(201);
});

test('409: no QR and no pairing code while the number is stopped, and the state is named', async ({
  api,
}) => {
  const { id } = await createNumber(api);
  const qr = expectProblem(await api.get(instancePath(id, '/qr')), 'invalid_state');
  expect(qr.detail).toContain('STOPPED');
  const phoneNumber = '+5511987654321';
  const code = await api.post(instancePath(id, '/pairing-code'), { phoneNumber });
  expect(expectProblem(code, 'invalid_state').detail).toContain('STOPPED');
});

test('409: the conversations of a deleted number stay and can only be read', async ({ api }) => {
  const { id } = await createNumber(api);
  const message = await send(api, id, randomPhone(), 'Oi');
  await api.delete(instancePath(id));
  const path = conversationPath(message.conversationId);
  expect((await api.get(path)).status).toBe(200);
  expect((await api.get(`${path}/messages`)).status).toBe(200);
  expectProblem(await api.post(`${path}/messages`, { text: 'Oi' }), 'invalid_state');
  expectProblem(await api.post(`/api/messages/${message.id}/retry`), 'invalid_state');
  expectProblem(await api.post(instancePath(id, '/send'), { to: randomPhone(), text: 'Oi' }), 'not_found');
});

test('409: a server that holds one number takes no second', async ({ api, sql, organization }) => {
  const old = { version: '2026.2.1', tier: 'CORE' };
  const serverId = await insertServer(sql, organization.id, 'http://127.0.0.1:1', old);
  await createNumber(api, { serverId });
  const problem = expectProblem(await api.post(LIST, { name: 'Dois', serverId }), 'conflict');
  expect(problem.detail).toMatch(/\.$/);
});

test('409: a server that can’t sign takes no number, and the sentence names the version that can', async ({
  api,
  sql,
  organization,
}) => {
  const old = { version: '2024.10.8', tier: 'CORE' };
  const serverId = await insertServer(sql, organization.id, 'http://127.0.0.1:1', old);
  const problem = expectProblem(await api.post(LIST, { name: 'Vendas', serverId }), 'conflict');
  expect(problem.detail).toMatch(/2024\.10\.8.*2025\.3\.2/);
});

test('413: a body over the limit, said or not', async ({ app, api, organization }) => {
  const name = 'x'.repeat(MiB);
  expectProblem(await api.post(LIST, { name }), 'payload_too_large');
  const headers = { authorization: `Bearer ${organization.token}` };
  const silent = await streamBytes(app.appUrl + LIST, 8 * MiB, headers);
  expectProblem(silent, 'payload_too_large');
});

test('413: a webhook over 10 MiB is refused while it comes in; one just under it is read', async ({
  app,
  api,
}) => {
  const { sessionName } = await createNumber(api);
  const path = `/api/whatsapp/webhook/${sessionName}`;
  const raw = ' '.repeat(10 * MiB + 1);
  expectProblem(await callApi(app.appUrl).call('POST', path, { raw }), 'payload_too_large');
  expectProblem(await callApi(app.appUrl).call('POST', path, { raw: raw.slice(1) }), 'unauthenticated');
  const silent = await streamBytes(app.appUrl + path, 64 * MiB, {});
  expectProblem(silent, 'payload_too_large');
  expect(silent.sent).toBeLessThan(48 * MiB);
});

test('422: every field that does not fit is named', async ({ api }) => {
  expectInvalid(await api.post(LIST, {}), 'name');
  expectInvalid(await api.post(LIST), 'name');
  expectInvalid(
    await api.post(LIST, { name: 7, settings: { autoReply: 'yes' }, serverId: 'x' }),
    ...['name', 'serverId', 'settings.autoReply'],
  );
  expectInvalid(await api.post(LIST, { name: 'x'.repeat(81) }), 'name');
  for (const body of [[], 'text', 7, null]) expectProblem(await api.post(LIST, body), 'invalid');
  const { id } = await createNumber(api);
  const path = instancePath(id, '/send');
  expectInvalid(await api.post(path, { to: randomPhone() }), 'text');
  expectInvalid(await api.post(path, { text: 'Oi' }), 'to');
  expectInvalid(await api.post(path, { to: randomPhone(), text: '', replyTo: 'x' }), 'replyTo', 'text');
  expectInvalid(await api.post(path, { to: randomPhone(), text: 'x'.repeat(65_537) }), 'text');
});

test('422, never 500: text that no database holds', async ({ api }) => {
  const { id } = await createNumber(api);
  const nul = 'a\u0000b';
  expectProblem(await api.post(LIST, { name: nul }), 'invalid');
  expectProblem(await api.get(`/api/messages/conversations?q=${encodeURIComponent(nul)}`), 'invalid');
  const message = { to: randomPhone(), text: 'Oi', clientId: nul };
  expectProblem(await api.post(instancePath(id, '/send'), message), 'invalid');
  const odd = await send(api, id, randomPhone(), `\ud800 ${nul} 👋`);
  expect(odd.text).toContain('👋');
  expect((await api.post(LIST, { name: '\ud800 só meio par' })).status).toBe(201);
});

test('422, never 500: a time that no database holds', async ({ api }) => {
  const { id } = await createNumber(api);
  const { conversationId } = await send(api, id, randomPhone(), 'Oi');
  const path = conversationPath(conversationId);
  const times = ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-01:00', '2026-02-30T00:00:00Z', '2026-01-01'];
  for (const time of times) {
    const at = encodeURIComponent(time);
    expectInvalid(await api.get(`/api/messages/search?q=pedido&from=${at}`), 'from');
    expectInvalid(await api.get(`/api/messages/search?q=pedido&to=${at}`), 'to');
    expectInvalid(await api.patch(path, { status: 'snoozed', snoozedUntil: time }), 'snoozedUntil');
  }
  const offset = encodeURIComponent('2026-01-01T00:00:00+23:59');
  expect((await api.get(`/api/messages/search?q=pedido&from=${offset}`)).status).toBe(200);
  const snoozedUntil = '2030-01-01T00:00:00-03:00';
  const snoozed = await api.call<ConversationView>('PATCH', path, {
    body: { status: 'snoozed', snoozedUntil },
  });
  expect(snoozed.body.snoozedUntil).toBe('2030-01-01T03:00:00.000Z');
});

test('429: more than fifty requests in a second, of this token alone', async ({
  app,
  strangerApi,
  organization,
}) => {
  const api = callApi(app.appUrl, { authorization: `Bearer ${organization.token}` });
  const burst = await Promise.all(Array.from({ length: 150 }, () => api.get(LIST)));
  const refused = burst.filter(({ status }) => status === 429);
  const fine = burst.filter(({ status }) => status === 200);
  const others = burst.filter((answer) => !refused.includes(answer) && !fine.includes(answer));
  expect(others.map(({ status, text }) => `${status} ${text}`)).toEqual([]);
  expect(fine.length).toBeGreaterThanOrEqual(50);
  expect(refused.length).toBeGreaterThan(0);
  for (const answer of refused) {
    expectProblem(answer, 'rate_limited');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  }
  expect((await strangerApi.get(LIST)).status).toBe(200);
  await waitFor(
    async () => (await api.get(LIST)).status,
    (status) => status === 200,
    { timeoutMs: 3_000 },
  );
  const health = await Promise.all(Array.from({ length: 80 }, () => api.get('/api/health/live')));
  expect(new Set(health.map(({ status }) => status))).toEqual(new Set([200]));
});

test('502: WAHA answers with an error, and nothing of what it said comes through', async ({
  api,
  sql,
  organization,
}) => {
  const waha = await startRefusingWaha(500);
  try {
    const serverId = await insertServer(sql, organization.id, waha.url);
    const { id } = await createNumber(api, { serverId });
    const phoneNumber = '+5511987654321';
    const answers = [
      await api.get(instancePath(id, '/qr')),
      await api.post(instancePath(id, '/pairing-code'), { phoneNumber }),
    ];
    for (const answer of answers) {
      expectProblem(answer, 'upstream_rejected');
      expect(answer.text).not.toContain(WAHA_SECRET.slice(0, 8));
    }
    expect((await api.get(instancePath(id, '/status'))).status).toBe(200);
    expect((await api.get(instancePath(id))).text).not.toContain(WAHA_SECRET.slice(0, 8));
  } finally {
    waha.close();
  }
});

test('503: WAHA is away for what needs its word, and for nothing else', async ({
  api,
  sql,
  organization,
}) => {
  const serverId = await insertServer(sql, organization.id, `http://127.0.0.1:${await freePort()}`);
  const { id } = await createNumber(api, { serverId });
  expect((await api.post(instancePath(id, '/connect'))).status).toBe(202);
  expect((await api.post(instancePath(id, '/disconnect'))).status).toBe(202);
  const sent = await send(api, id, randomPhone(), 'Depois');
  expect(sent.status).toBe('queued');
  const phoneNumber = '+5511987654321';
  const answers = [
    await api.get(instancePath(id, '/status')),
    await api.get(instancePath(id, '/qr')),
    await api.post(instancePath(id, '/pairing-code'), { phoneNumber }),
  ];
  for (const answer of answers) expectProblem(answer, 'upstream_unavailable');
  const sync = await api.post<{ data: { error: string }[] }>('/api/whatsapp/sync');
  expect({ status: sync.status, error: sync.body.data[0]?.error }).toEqual({
    status: 200,
    error: 'upstream_unavailable',
  });
});

test('sentences are Portuguese when the caller prefers it, and the code stays', async ({ api }) => {
  const asked = async (language: string) =>
    (await api.get<Problem>('/api/none', { 'accept-language': language })).body;
  const english = await asked('en');
  const portuguese = await asked('pt-BR,pt;q=0.9,en;q=0.8');
  expect(english).toMatchObject({ title: 'Not found', code: 'not_found' });
  expect(portuguese.code).toBe('not_found');
  expect(portuguese.title).not.toBe(english.title);
  expect(portuguese.detail).not.toBe(english.detail);
  expect(await asked('de, fr;q=0.5')).toEqual(english);
  expect(await asked('en, pt;q=0.5')).toEqual(english);
  expect(await asked('de, pt;q=0.5')).toEqual(portuguese);
});

test('every answer carries a request id: the caller’s when it is well-formed', async ({ app, api }) => {
  const { id } = await createNumber(api);
  const paths = [LIST, instancePath(id), '/api/none', '/api/health', '/api/health/live', '/api/openapi.json'];
  for (const path of paths) {
    const mine = `test-${'a'.repeat(20)}`;
    expect((await api.get(path, { 'x-request-id': mine })).headers.get('x-request-id')).toBe(mine);
    for (const bad of ['short', 'with space in it', 'x'.repeat(200), 'a;b=c;d=e;']) {
      const given = (await api.get(path, { 'x-request-id': bad })).headers.get('x-request-id');
      expect(given).toMatch(/^[\w.-]{8,128}$/);
      expect(given).not.toBe(bad);
    }
  }
  const nobody = await callApi(app.appUrl).get(LIST, { 'x-request-id': 'nobody-0001' });
  expect(nobody.headers.get('x-request-id')).toBe('nobody-0001');
});
