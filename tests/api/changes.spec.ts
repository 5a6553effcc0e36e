import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { MessageView } from '@/lib/messages/schema';
import { edit, messagePath, phoneOf, react, revoke, waitForChanges } from './support/changes';
import { type Api, callApi, withToken } from './support/client';
import { test } from './support/fixtures';
import { conversations, send, thread, waitForMessage, waitForThread } from './support/messages';
import { instancePath, randomPhone } from './support/numbers';
import { insertToken } from './support/organizations';
import { expectInvalid, expectProblem } from './support/problems';
import { openStream } from './support/stream';

const keyed = () => ({ 'idempotency-key': randomUUID() });

/** A text of ours that the customer has. */
async function delivered(api: Api, instanceId: string, phone: string, text = 'Olá') {
  return waitForMessage(api, await send(api, instanceId, phone, text), ['delivered', 'read']);
}

test('a reaction is set, changed and taken back, and the customer sees each', async ({
  api,
  number,
  simulator,
}) => {
  const phone = randomPhone();
  const message = await delivered(api, number.id, phone);
  for (const emoji of ['👍', '❤️']) {
    const answer = await react(api, message.id, emoji);
    expect(answer.status, answer.text).toBe(202);
    expect(answer.body).toMatchObject({ id: message.id, reactions: [{ emoji, fromMe: true }] });
    await waitForChanges(api, message);
    expect(await phoneOf(simulator, number, phone)).toMatchObject([
      { reactions: [{ text: emoji, mine: false }] },
    ]);
  }
  const taken = await react(api, message.id, '');
  expect(taken.status).toBe(202);
  expect(taken.body.reactions).toEqual([]);
  expect((await waitForChanges(api, message)).reactions).toEqual([]);
  expect(await phoneOf(simulator, number, phone)).toMatchObject([{ reactions: [] }]);
});

test('what a customer wrote is reacted to beside the customer’s own reaction', async ({
  api,
  number,
  simulator,
}) => {
  const from = randomPhone();
  const session = number.sessionName;
  const { bareId } = await simulator.inbound({ session, from, text: 'Chegou!', pushName: 'Marina' });
  const { messages } = await waitForThread(api, 1);
  const message = messages[0] as MessageView;
  await simulator.react({ session, from, id: bareId, text: '🎉' });
  await react(api, message.id, '🙏');
  const both = [
    { emoji: '🎉', senderName: 'Marina', fromMe: false },
    { emoji: '🙏', senderName: null, fromMe: true },
  ];
  await expect
    .poll(async () => (await waitForChanges(api, message)).reactions)
    .toEqual(expect.arrayContaining(both));
  expect((await waitForChanges(api, message)).reactions).toHaveLength(2);
});

test('an edit shows here and at the customer’s, in the list too, and the first text is kept', async ({
  api,
  number,
  simulator,
  sql,
}) => {
  const phone = randomPhone();
  const message = await delivered(api, number.id, phone, 'Abrimos as 9');
  for (const text of ['Abrimos às 9', 'Abrimos às 9h']) {
    const answer = await edit(api, message.id, text);
    expect(answer.status, answer.text).toBe(202);
    expect(answer.body).toMatchObject({ id: message.id, text, editedAt: expect.any(String) });
    await waitForChanges(api, message);
    expect(await phoneOf(simulator, number, phone)).toMatchObject([{ kind: 'text', body: text }]);
  }
  expect((await conversations(api))[0]?.lastMessage?.preview).toBe('Abrimos às 9h');
  expect(await thread(api, message.conversationId)).toHaveLength(1);
  const [row] = await sql`select original_text as first, (
      select json_agg(distinct text) from message_edits where message_id = m.id) as later
    from messages m where id = ${message.id}`;
  expect(row).toEqual({ first: 'Abrimos as 9', later: ['Abrimos às 9', 'Abrimos às 9h'] });
});

test('a deletion for everyone takes the text away here and there; asked for twice it is the same', async ({
  api,
  number,
  simulator,
  sql,
}) => {
  const phone = randomPhone();
  const message = await delivered(api, number.id, phone, 'Preço errado');
  const answer = await revoke(api, message.id);
  expect(answer.status, answer.text).toBe(202);
  expect(answer.body).toMatchObject({ id: message.id, text: null, revokedAt: expect.any(String) });
  expect((await revoke(api, message.id)).status).toBe(202);
  expect(await waitForChanges(api, message)).toMatchObject({ text: null, revokedAt: expect.any(String) });
  expect((await revoke(api, message.id)).status).toBe(202);
  expect(await phoneOf(simulator, number, phone)).toMatchObject([{ kind: 'revoke' }]);
  expect((await conversations(api))[0]?.lastMessage?.preview).toBe('');
  const [row] = await sql`select text from messages where id = ${message.id}`;
  expect(row?.text).toBe('Preço errado');
});

test('each change is told to whoever listens', async ({ app, organization, api, number }) => {
  const message = await delivered(api, number.id, randomPhone());
  const stream = await openStream(app.appUrl, { authorization: `Bearer ${organization.token}` });
  await stream.next('ready');
  await edit(api, message.id, 'Olá!');
  const { data } = await stream.next('message.updated');
  expect(data).toMatchObject({ message: { id: message.id, text: 'Olá!' } });
  stream.close();
});

test('a key does each change once, and refuses another body', async ({ api, number, simulator }) => {
  const phone = randomPhone();
  const message = await delivered(api, number.id, phone);
  const [reaction, correction, deletion] = [keyed(), keyed(), keyed()];
  const first = await react(api, message.id, '👍', reaction);
  await waitForChanges(api, message);
  await react(api, message.id, '');
  await waitForChanges(api, message);
  // Repeated late, the first request does not bring the reaction back.
  expect((await react(api, message.id, '👍', reaction)).body).toEqual(first.body);
  expect((await waitForChanges(api, message)).reactions).toEqual([]);
  expectProblem(await react(api, message.id, '❤️', reaction), 'invalid');

  await edit(api, message.id, 'Olá!', correction);
  expect((await edit(api, message.id, 'Olá!', correction)).body.text).toBe('Olá!');
  expectProblem(await edit(api, message.id, 'Oi', correction), 'invalid');
  await waitForChanges(api, message);
  const deleted = await revoke(api, message.id, deletion);
  expect((await revoke(api, message.id, deletion)).body).toEqual(deleted.body);
  await waitForChanges(api, message);
  expect(await phoneOf(simulator, number, phone)).toMatchObject([{ kind: 'revoke' }]);
});

test('nobody may, a stranger finds nothing, a token that only reads is forbidden', async ({
  app,
  api,
  strangerApi,
  organization,
  number,
  sql,
}) => {
  const message = await delivered(api, number.id, randomPhone());
  const reader = withToken(app.appUrl, (await insertToken(sql, organization.id, ['messages:read'])).token);
  for (const [caller, code] of [
    [callApi(app.appUrl), 'unauthenticated'],
    [strangerApi, 'not_found'],
    [reader, 'forbidden'],
  ] as const) {
    expectProblem(await react(caller, message.id, '👍'), code);
    expectProblem(await edit(caller, message.id, 'Meu'), code);
    expectProblem(await revoke(caller, message.id), code);
    expectProblem(await caller.post(messagePath(message.id, '/dismiss')), code);
    expectProblem(await caller.post(messagePath(message.id, '/retry')), code);
  }
  expect((await thread(api, message.conversationId))[0]).toMatchObject({
    text: 'Olá',
    reactions: [],
    pendingChanges: [],
  });
});

test('what does not fit is refused, field by field', async ({ api, number }) => {
  const message = await delivered(api, number.id, randomPhone());
  for (const emoji of ['sim', '👍👍', '👍 ', ':)', 7, null, undefined])
    expectInvalid(await react(api, message.id, emoji), 'emoji');
  for (const text of ['', 'x'.repeat(65_537), 7, null, undefined])
    expectInvalid(await edit(api, message.id, text), 'text');
  expectProblem(await api.call('PATCH', messagePath(message.id), { raw: '{"text":' }), 'malformed');
  for (const emoji of ['👍', '❤', '👩🏽‍💻', '🇧🇷', '1️⃣'])
    expect((await react(api, message.id, emoji)).status, emoji).toBe(202);
});

test('what WhatsApp does not do is refused with its sentence, in both languages', async ({
  api,
  number,
  simulator,
  sql,
}) => {
  const phone = randomPhone();
  const session = number.sessionName;
  const ours = await delivered(api, number.id, phone);
  await simulator.inbound({ session, from: phone, text: 'Deles' });
  const theirs = (await waitForThread(api, 2)).messages.find(({ text }) => text === 'Deles') as MessageView;
  const refusals = async (attempt: (headers?: Record<string, string>) => ReturnType<typeof edit>) => {
    const english = expectProblem(await attempt(), 'invalid_state').detail;
    const portuguese = expectProblem(await attempt({ 'accept-language': 'pt-BR' }), 'invalid_state').detail;
    expect(portuguese).not.toBe(english);
    return english;
  };
  const notOurs = 'Only a message of your own can be changed or deleted for everyone.';
  expect(await refusals((headers) => edit(api, theirs.id, 'Meu', headers))).toBe(notOurs);
  expect(await refusals((headers) => revoke(api, theirs.id, headers))).toBe(notOurs);

  const place = { to: phone, type: 'location', location: { latitude: -23.5, longitude: -46.6 } };
  const location = await api.post<MessageView>(instancePath(number.id, '/send'), place);
  await waitForMessage(api, location.body, ['delivered', 'read']);
  expect(await refusals((headers) => edit(api, location.body.id, 'Aqui', headers))).toMatch(
    /text or the caption/,
  );

  await sql`update messages set sent_at = sent_at - interval '16 minutes' where id = ${ours.id}`;
  expect(await refusals((headers) => edit(api, ours.id, 'Tarde', headers))).toMatch(/15 minutes/);
  await sql`update messages set sent_at = sent_at - interval '2 days' where id = ${ours.id}`;
  expect(await refusals((headers) => revoke(api, ours.id, headers))).toMatch(/two days/);
  expect((await react(api, ours.id, '👍')).status).toBe(202);

  await revoke(api, location.body.id);
  expect(await refusals((headers) => react(api, location.body.id, '👍', headers))).toMatch(/was deleted/);
  expect(await refusals((headers) => edit(api, location.body.id, 'Oi', headers))).toMatch(/was deleted/);
});

test('a message that never left, a line that nobody wrote, a number that is gone: 409', async ({
  api,
  number,
  simulator,
}) => {
  const phone = randomPhone();
  const session = number.sessionName;
  await simulator.refuseSends({ session, message: 'nope' });
  const failed = await waitForMessage(api, await send(api, number.id, phone, 'Não foi'), 'failed');
  expectProblem(await react(api, failed.id, '👍'), 'invalid_state');
  expectProblem(await edit(api, failed.id, 'Foi'), 'invalid_state');
  await simulator.call({ session, from: phone, ends: 'rejected' });
  const { messages } = await waitForThread(api, 2);
  const line = messages.find(({ type }) => type === 'system') as MessageView;
  expect(expectProblem(await react(api, line.id, '👍'), 'invalid_state').detail).toContain('react');
  for (const attempt of [edit(api, line.id, 'Oi'), revoke(api, line.id)])
    expect(expectProblem(await attempt, 'invalid_state').detail).toContain('message of your own');
  const message = await delivered(api, number.id, phone);
  expectProblem(await api.post(messagePath(message.id, '/dismiss')), 'invalid_state');
  expectProblem(await api.post(messagePath(message.id, '/retry')), 'invalid_state');
  expect((await api.delete(instancePath(number.id))).status).toBe(204);
  for (const attempt of [react(api, message.id, '👍'), edit(api, message.id, 'Oi'), revoke(api, message.id)])
    expectProblem(await attempt, 'invalid_state');
});
