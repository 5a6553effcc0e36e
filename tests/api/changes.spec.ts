import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { type MessageView, messageView } from '@/lib/messages/schema';
import { type Api, withToken } from './support/client';
import { test } from './support/fixtures';
import { send, thread, waitForMessage } from './support/messages';
import { createNumber, randomPhone } from './support/numbers';
import { insertToken } from './support/organizations';
import { expectInvalid, expectProblem } from './support/problems';
import { openStream } from './support/stream';
import { waitFor } from './support/wait';

const path = (id: string, rest = '') => `/api/messages/${id}${rest}`;
const react = (api: Api, id: string, emoji: unknown, headers = {}) =>
  api.call<MessageView>('PUT', path(id, '/reaction'), { body: { emoji } as object, headers });
const edit = (api: Api, id: string, text: unknown) => api.patch<MessageView>(path(id), { text });
const revoke = (api: Api, id: string) => api.call<MessageView>('DELETE', path(id));

/** Waits until nothing is wanted of a message any more. */
const settled = (api: Api, { id, conversationId }: MessageView) =>
  waitFor(
    async () => (await thread(api, conversationId)).find((message) => message.id === id),
    (message) => message?.pendingChanges.length === 0,
    { what: 'nothing pending' },
  ) as Promise<MessageView>;

test('reaction, edit and deletion: 202 with the message as it will be, then as the customer has it', async ({
  app,
  api,
  organization,
  number,
  simulator,
}) => {
  const phone = randomPhone();
  await simulator.customer({ phone });
  const stream = await openStream(app.appUrl, { authorization: `Bearer ${organization.token}` });
  await stream.next('ready');
  const message = await send(api, number.id, phone, 'Olá');
  await waitForMessage(api, message, ['delivered', 'read']);
  const reacted = await react(api, message.id, '👍');
  expect(reacted.status, reacted.text).toBe(202);
  expect(messageView.parse(reacted.body)).toMatchObject({ reactions: [{ emoji: '👍', fromMe: true }] });
  await settled(api, message);
  const edited = await edit(api, message.id, 'Olá, Ana');
  expect([edited.status, edited.body.text]).toEqual([202, 'Olá, Ana']);
  expect(await settled(api, message)).toMatchObject({ text: 'Olá, Ana', reactions: [{ emoji: '👍' }] });
  expect((await react(api, message.id, '')).body.reactions).toEqual([]);
  await settled(api, message);
  const revoked = await revoke(api, message.id);
  expect([revoked.status, revoked.body.text]).toEqual([202, null]);
  expect(await settled(api, message)).toMatchObject({ text: null, revokedAt: expect.any(String) });
  const [text, ...reactions] = await simulator.received({ phone });
  expect(text).toMatchObject({ copies: 1, content: { kind: 'revoke' } });
  expect(reactions.map(({ kind, body }) => [kind, body])).toEqual([
    ['reaction', '👍'],
    ['reaction', ''],
  ]);
  expect(await thread(api, message.conversationId)).toHaveLength(1);
  stream.close();
});

test('a customer’s message takes a reaction, and nothing else', async ({ api, number, simulator }) => {
  const phone = randomPhone();
  await simulator.inbound({ session: number.sessionName, from: phone, text: 'Oi' });
  const { conversationId, id } = await send(api, number.id, phone, 'Sim?');
  const inbound = (await waitFor(
    () => thread(api, conversationId),
    (messages) => messages.length === 2,
    { what: 'both messages' },
  ).then((messages) => messages.find((message) => message.id !== id))) as MessageView;
  expect((await react(api, inbound.id, '❤️')).status).toBe(202);
  expect(await settled(api, inbound)).toMatchObject({ reactions: [{ emoji: '❤️', fromMe: true }] });
  expectProblem(await edit(api, inbound.id, 'Outra coisa'), 'invalid_state');
  expectProblem(await revoke(api, inbound.id), 'invalid_state');
});

test('twice is once, with a key and without', async ({ api, number, simulator }) => {
  const phone = randomPhone();
  await simulator.customer({ phone });
  const message = await send(api, number.id, phone, 'Olá');
  await waitForMessage(api, message, ['delivered', 'read']);
  const headers = { 'idempotency-key': randomUUID() };
  for (let turn = 0; turn < 2; turn++) expect((await react(api, message.id, '👍', headers)).status).toBe(202);
  expectProblem(await react(api, message.id, '❤️', headers), 'invalid');
  await settled(api, message);
  for (let turn = 0; turn < 2; turn++) expect((await edit(api, message.id, 'Oi')).status).toBe(202);
  await settled(api, message);
  for (let turn = 0; turn < 2; turn++) expect((await revoke(api, message.id)).status).toBe(202);
  await settled(api, message);
  expect((await revoke(api, message.id)).status).toBe(202);
  expect(await settled(api, message)).toMatchObject({ revokedAt: expect.any(String) });
  const kinds = (await simulator.received({ phone })).map(({ kind }) => kind);
  expect(kinds).toEqual(['text', 'reaction']);
});

test('what does not fit is 422, and what can’t be done now 409 with a sentence', async ({
  api,
  sql,
  number,
  simulator,
}) => {
  const phone = randomPhone();
  await simulator.customer({ phone });
  const message = await send(api, number.id, phone, 'Olá');
  await waitForMessage(api, message, ['delivered', 'read']);
  for (const emoji of ['ok', '👍👍', ' ', 5, undefined])
    expectInvalid(await react(api, message.id, emoji), 'emoji');
  for (const text of ['', 5, undefined]) expectInvalid(await edit(api, message.id, text), 'text');
  await sql`update messages set sent_at = now() - interval '16 minutes' where id = ${message.id}`;
  const late = expectProblem(await edit(api, message.id, 'Tarde'), 'invalid_state');
  expect(late.detail).toContain('15 minutes');
  await sql`update messages set sent_at = now() - interval '3 days' where id = ${message.id}`;
  expect(expectProblem(await revoke(api, message.id), 'invalid_state').detail).toContain('two days');
  expectProblem(await api.post(path(message.id, '/dismiss')), 'invalid_state');
  await simulator.refuseSends({ session: number.sessionName });
  const failed = await send(api, number.id, phone, 'Não vai');
  await waitForMessage(api, failed, 'failed');
  for (const answer of [
    await react(api, failed.id, '👍'),
    await edit(api, failed.id, 'x'),
    await revoke(api, failed.id),
  ])
    expectProblem(answer, 'invalid_state');
  await api.call('DELETE', `/api/whatsapp/instances/${number.id}`);
  expectProblem(await react(api, message.id, '👍'), 'invalid_state');
});

test('a token that may only read changes nothing', async ({ app, sql, organization, api }) => {
  const { id } = await createNumber(api);
  const message = await send(api, id, randomPhone(), 'Olá');
  const reader = withToken(
    app.appUrl,
    (await insertToken(sql, organization.id, ['conversations:read'])).token,
  );
  for (const answer of [
    await react(reader, message.id, '👍'),
    await edit(reader, message.id, 'x'),
    await revoke(reader, message.id),
    await reader.post(path(message.id, '/dismiss')),
    await reader.post(path(message.id, '/retry')),
  ])
    expectProblem(answer, 'forbidden');
  expect(await thread(api, message.conversationId)).toMatchObject([{ text: 'Olá', pendingChanges: [] }]);
});

test('an engine that can’t: the reason stands on the message, and it can be repeated or dismissed', async ({
  api,
  number,
  simulator,
}) => {
  const phone = randomPhone();
  await simulator.customer({ phone });
  const message = await send(api, number.id, phone, 'Olá');
  await waitForMessage(api, message, ['delivered', 'read']);
  const failing = async () => {
    await simulator.refuseSends({ session: number.sessionName, status: 501, message: 'not implemented' });
    await edit(api, message.id, 'Novo');
    return waitFor(
      async () => (await thread(api, message.conversationId))[0],
      (now) => now?.pendingChanges[0]?.state === 'failed',
      { what: 'the failed edit' },
    );
  };
  expect(await failing()).toMatchObject({
    text: 'Olá',
    pendingChanges: [{ kind: 'edit', text: 'Novo', error: { code: 'not_supported' } }],
  });
  expect((await api.post(path(message.id, '/retry'))).status).toBe(202);
  expect(await settled(api, message)).toMatchObject({ text: 'Novo' });
  await edit(api, message.id, 'Olá');
  await settled(api, message);
  await failing();
  const dismissed = await api.post<MessageView>(path(message.id, '/dismiss'));
  expect(dismissed).toMatchObject({ status: 200, body: { text: 'Olá', pendingChanges: [] } });
});

test('a message that waits is changed or cancelled right here, while WAHA is not even connected', async ({
  api,
}) => {
  const { id } = await createNumber(api);
  const phone = randomPhone();
  const message = await send(api, id, phone, 'Olá');
  expect((await edit(api, message.id, 'Oi')).body).toMatchObject({
    text: 'Oi',
    status: 'queued',
    pendingChanges: [],
  });
  expect((await revoke(api, message.id)).body).toMatchObject({ text: null, status: 'failed', error: null });
  expectProblem(await api.post(path(message.id, '/retry')), 'invalid_state');
});
