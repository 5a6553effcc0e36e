import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { Page } from '@/lib/core/pagination';
import type { InstanceView } from '@/lib/instances/schema';
import type { MessageView } from '@/lib/messages/schema';
import { withToken } from './support/client';
import { test } from './support/fixtures';
import { conversationPath, send, thread, waitForMessage } from './support/messages';
import { createNumber, instancePath, randomPhone } from './support/numbers';
import { insertToken } from './support/organizations';
import { expectProblem } from './support/problems';

const LIST = '/api/whatsapp/instances';
const keyed = (key: string = randomUUID()) => ({ 'idempotency-key': key });

test('the same key and body make one number and answer alike', async ({ api }) => {
  const headers = keyed();
  const first = await api.post<InstanceView>(LIST, { name: 'Vendas' }, headers);
  const second = await api.post<InstanceView>(LIST, { name: 'Vendas' }, headers);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body).toEqual(first.body);
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
  expect((await api.get<Page<InstanceView>>(LIST)).body.data).toHaveLength(1);
});

test('ten sends at once with one key are one message, and one copy reaches the customer', async ({
  api,
  number,
  simulator,
}) => {
  const phone = randomPhone();
  await simulator.customer({ phone });
  const headers = keyed();
  const post = () =>
    api.post<MessageView>(instancePath(number.id, '/send'), { to: phone, text: 'Uma vez' }, headers);
  const answers = await Promise.all(Array.from({ length: 10 }, post));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(202));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  const [first] = answers;
  if (!first) throw new Error('No answer');
  await waitForMessage(api, first.body, ['delivered', 'read']);
  expect((await post()).body.id).toBe(first.body.id);
  const last = await send(api, number.id, phone, 'Fim');
  await waitForMessage(api, last, ['delivered', 'read']);
  const arrived = await simulator.received({ phone });
  expect(arrived.map(({ copies }) => copies)).toEqual([1, 1]);
});

test('ten creations at once with one key are one number', async ({ api }) => {
  const headers = keyed();
  const posts = Array.from({ length: 10 }, () => api.post<InstanceView>(LIST, { name: 'Vendas' }, headers));
  const answers = await Promise.all(posts);
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect((await api.get<Page<InstanceView>>(LIST)).body.data).toHaveLength(1);
});

test('a key holds for its body, its route and its organization', async ({ api, strangerApi }) => {
  const headers = keyed();
  const first = await api.post<InstanceView>(LIST, { name: 'Vendas' }, headers);
  expectProblem(await api.post(LIST, { name: 'Outro' }, headers), 'invalid');
  const theirs = await strangerApi.post<InstanceView>(LIST, { name: 'Outro' }, headers);
  expect(theirs.status).toBe(201);
  const sent = await api.post<MessageView>(
    instancePath(first.body.id, '/send'),
    { to: randomPhone(), text: 'Oi' },
    headers,
  );
  expect(sent.status).toBe(202);
  const answer = await api.post<MessageView>(
    conversationPath(sent.body.conversationId, '/messages'),
    { text: 'Oi' },
    headers,
  );
  expect(answer.status).toBe(202);
  expect(await thread(api, sent.body.conversationId)).toHaveLength(2);
});

test('a failure is not remembered', async ({ api, sql, organization }) => {
  await sql`insert into organization_limits (organization_id, max_instances) values (${organization.id}, 0)`;
  const headers = keyed();
  expectProblem(await api.post(LIST, { name: 'Vendas' }, headers), 'limit_reached');
  await sql`update organization_limits set max_instances = 1 where organization_id = ${organization.id}`;
  expect((await api.post(LIST, { name: 'Vendas' }, headers)).status).toBe(201);
  expect((await api.post(LIST, { name: 'Vendas' }, headers)).status).toBe(201);
  expectProblem(await api.post(LIST, { name: 'Vendas' }, keyed()), 'limit_reached');
});

test('what a key remembers is told only to who may ask for it', async ({ app, api, sql, organization }) => {
  const headers = keyed();
  const body = { name: 'Vendas' };
  expect((await api.post(LIST, body, headers)).status).toBe(201);
  const { token } = await insertToken(sql, organization.id, ['instances:read']);
  const reader = withToken(app.appUrl, token);
  expectProblem(await reader.post(LIST, body, headers), 'forbidden');
  expectProblem(await reader.post(LIST, {}, headers), 'forbidden');
});

test('after a day a key may be used anew', async ({ api, sql, organization }) => {
  const headers = keyed();
  await api.post(LIST, { name: 'Vendas' }, headers);
  await sql`update idempotency_keys set created_at = now() - interval '25 hours' where organization_id = ${organization.id}`;
  expect((await api.post(LIST, { name: 'Outro' }, headers)).status).toBe(201);
});

test('a key has at most 255 characters', async ({ api }) => {
  expectProblem(await api.post(LIST, { name: 'Vendas' }, keyed('k'.repeat(256))), 'invalid');
  expect((await api.post(LIST, { name: 'Vendas' }, keyed('k'.repeat(255)))).status).toBe(201);
  expect((await api.get<Page<InstanceView>>(LIST)).body.data).toHaveLength(1);
});

test('a retry with the same key answers alike and sends once', async ({ api, number, simulator }) => {
  const phone = randomPhone();
  await simulator.customer({ phone });
  await simulator.refuseSends({ session: number.sessionName });
  const message = await send(api, number.id, phone, 'De novo');
  await waitForMessage(api, message, 'failed');
  const headers = keyed();
  const retry = () => api.post<MessageView>(`/api/messages/${message.id}/retry`, undefined, headers);
  expect((await retry()).status).toBe(202);
  await waitForMessage(api, message, ['delivered', 'read']);
  expect(await retry().then(({ status, body }) => ({ status, id: body.id }))).toEqual({
    status: 202,
    id: message.id,
  });
  expect(await simulator.received({ phone })).toMatchObject([{ copies: 1 }]);
});

test('without a key every creation is its own', async ({ api }) => {
  const [one, two] = [await createNumber(api), await createNumber(api)];
  expect(one.id).not.toBe(two.id);
});
