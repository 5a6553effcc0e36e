import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Sql } from 'postgres';
import type { InstanceView } from '@/lib/instances/schema';
import { test as base } from './support/fixtures';
import { conversations, thread } from './support/messages';
import { createNumber, instancePath, randomPhone } from './support/numbers';
import { expectProblem } from './support/problems';
import { ackEvent, envelope, messageEvent, type WebhookSender, webhookSender } from './support/webhooks';

const FIXTURES = 'tests/fixtures/waha';

const test = base.extend<{ instance: InstanceView; post: WebhookSender; chat: string }>({
  instance: async ({ api }, use) => use(await createNumber(api)),
  post: async ({ app, instance }, use) => use(await webhookSender(app, instance)),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  chat: async ({}, use) => use(`${randomPhone()}@c.us`),
});

type Kept = { event: string; state: string; body: string };

const journal = async (sql: Sql, { id }: InstanceView): Promise<Kept[]> =>
  sql<Kept[]>`select event, state, convert_from(body, 'UTF8') as body from webhook_events
    where instance_id = ${id} and event <> 'session.status' order by id`;

const received = { received: true };
const duplicate = { received: true, duplicate: true };

test('a signed new event is received and on the record when it is answered', async ({ api, post, chat }) => {
  const answer = await post(messageEvent({ chat, text: 'Tem o azul?' }));
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual(received);
  const [conversation] = await conversations(api);
  expect(conversation).toMatchObject({ unreadCount: 1, lastMessage: { preview: 'Tem o azul?' } });
});

test('the same request id again is a duplicate without effect', async ({ api, post, chat }) => {
  const requestId = randomUUID();
  expect((await post(messageEvent({ chat }), { requestId })).body).toEqual(received);
  expect((await post(messageEvent({ chat }), { requestId })).body).toEqual(duplicate);
  const [conversation] = await conversations(api);
  expect(await thread(api, conversation?.id ?? '')).toHaveLength(1);
});

test('the same event and id is a duplicate; the same id under another event is not', async ({
  post,
  chat,
}) => {
  const event = messageEvent({ chat });
  expect((await post(event)).body).toEqual(received);
  expect((await post(event)).body).toEqual(duplicate);
  expect((await post({ ...event, event: 'message' })).body).toEqual(received);
});

test('an event without id and request id is never a duplicate by itself, and its message is one', async ({
  api,
  post,
  chat,
}) => {
  const { id: _id, ...event } = messageEvent({ chat });
  expect((await post(event)).body).toEqual(received);
  expect((await post(event)).body).toEqual(received);
  const [conversation] = await conversations(api);
  expect(await thread(api, conversation?.id ?? '')).toHaveLength(1);
});

test('ids that differ only far behind are of two events', async ({ post, chat }) => {
  const long = 'x'.repeat(250);
  const requestIds = [`${long}1`, `${long}2`];
  for (const requestId of requestIds)
    expect((await post(messageEvent({ chat }), { requestId })).body).toEqual(received);
  for (const end of ['a', 'b'])
    expect((await post({ ...messageEvent({ chat }), id: long + end })).body).toEqual(received);
});

test('ten twins at once: one is received, nine are duplicates, one message stands', async ({
  api,
  post,
  chat,
}) => {
  const event = messageEvent({ chat });
  const requestId = randomUUID();
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(event, { requestId })));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect(answers.filter(({ body }) => body.duplicate)).toHaveLength(9);
  const [conversation] = await conversations(api);
  expect(await thread(api, conversation?.id ?? '')).toHaveLength(1);
  expect(conversation?.unreadCount).toBe(1);
});

test('an event kind that nobody knows is kept as it came', async ({ sql, instance, post }) => {
  const raw = JSON.stringify(envelope('message.teleported', { way: 'beam', çã: '💛' }));
  expect((await post(raw)).body).toEqual(received);
  expect(await journal(sql, instance)).toEqual([
    { event: 'message.teleported', state: 'unknown', body: raw },
  ]);
});

test('a known kind in a shape that nobody can read is kept as it came', async ({ sql, instance, post }) => {
  const bodies = [
    envelope('message.any', 'no object'),
    envelope('message.any', { id: 7, from: {} }),
    envelope('message.ack', { id: null, ack: 'many' }),
    ['not', 'an', 'envelope'],
    'a text',
    7,
    null,
  ].map((body) => JSON.stringify(body));
  for (const raw of bodies)
    expect(await post(raw).then(({ status, body }) => ({ status, body }))).toEqual({
      status: 200,
      body: received,
    });
  const kept = await journal(sql, instance);
  expect(kept.map(({ body }) => body)).toEqual(bodies);
  expect(new Set(kept.map(({ state }) => state))).toEqual(new Set(['unknown']));
});

test('a wrong, foreign or missing signature is 401, and nothing is stored', async ({
  app,
  api,
  sql,
  instance,
  post,
  chat,
}) => {
  const other = await webhookSender(app, await createNumber(api));
  const event = messageEvent({ chat });
  const upper = 'A'.repeat(128);
  for (const signature of [null, '', 'abc', upper, 'ção'.replace(/[^\x20-\x7e]/g, 'x')]) {
    expectProblem(await post(event, { signature }), 'unauthenticated');
  }
  expectProblem(await other(event, { sessionName: instance.sessionName }), 'unauthenticated');
  expectProblem(await post('not JSON', { signature: null }), 'unauthenticated');
  expect(await journal(sql, instance)).toEqual([]);
  expect(await conversations(api)).toEqual([]);
});

test('the signature covers the exact bytes, not the meaning', async ({ sql, instance, post, chat }) => {
  const raw = JSON.stringify(messageEvent({ chat }), null, 2);
  expect((await post(raw)).status).toBe(200);
  expect((await journal(sql, instance))[0]?.body).toBe(raw);
});

test('an unknown session is 404', async ({ post, chat }) => {
  for (const sessionName of ['nobody', 'default', '%00', `${'x'.repeat(300)}`]) {
    const answer = await post(messageEvent({ chat }), { sessionName });
    expect(answer.status, sessionName).toBe(404);
  }
  expectProblem(await post(messageEvent({ chat }), { sessionName: 'nobody' }), 'not_found');
});

test('what is not JSON is 400, and nothing is stored', async ({ sql, instance, post }) => {
  for (const raw of ['{"event":', 'message', '{} {}']) expectProblem(await post(raw), 'malformed');
  expect(await journal(sql, instance)).toEqual([]);
});

test('the webhook of a deleted number is 404 at once', async ({ api, instance, post, chat }) => {
  expect((await post(messageEvent({ chat }))).status).toBe(200);
  expect((await api.delete(instancePath(instance.id))).status).toBe(204);
  expectProblem(await post(messageEvent({ chat })), 'not_found');
});

test('the session named in the body never chooses the number', async ({ app, api, instance, post, chat }) => {
  const other = await createNumber(api);
  await webhookSender(app, other);
  await post({ ...messageEvent({ chat }), session: other.sessionName });
  const [conversation] = await conversations(api);
  expect(conversation?.instanceId).toBe(instance.id);
});

test('an ack that comes before its message waits for it', async ({ api, post, chat }) => {
  const waId = '3EB0ACKFIRST000001';
  expect((await post(ackEvent(chat, waId, 3))).body).toEqual(received);
  expect(await conversations(api)).toEqual([]);
  await post(messageEvent({ chat, waId, fromMe: true, ack: 1 }));
  const [conversation] = await conversations(api);
  const [message] = await thread(api, conversation?.id ?? '');
  expect(message).toMatchObject({ direction: 'outbound', waMessageId: waId, status: 'read' });
});

test('acks in the wrong order: what was read stays read', async ({ api, post, chat }) => {
  const waId = '3EB0ACKORDER000001';
  await post(messageEvent({ chat, waId, fromMe: true, ack: 1 }));
  await post(ackEvent(chat, waId, 3));
  await post(ackEvent(chat, waId, 2));
  await post(ackEvent(chat, waId, 1));
  const [conversation] = await conversations(api);
  expect(await thread(api, conversation?.id ?? '')).toMatchObject([{ status: 'read' }]);
});

test('a message with body null is kept as unsupported', async ({ api, post, chat }) => {
  await post(messageEvent({ chat, text: null }));
  const [conversation] = await conversations(api);
  expect(await thread(api, conversation?.id ?? '')).toMatchObject([{ type: 'unsupported', text: null }]);
});

test('messages in any order stand by WhatsApp’s time', async ({ api, post, chat }) => {
  const now = Date.now();
  const texts = ['primeira', 'segunda', 'terceira'];
  const events = texts.map((text, index) => messageEvent({ chat, text, at: now - (3 - index) * 1000 }));
  for (const index of [2, 0, 1]) await post(events[index]);
  const [conversation] = await conversations(api);
  const messages = await thread(api, conversation?.id ?? '');
  expect(messages.map(({ text }) => text)).toEqual([...texts].reverse());
  expect(conversation?.lastMessage?.preview).toBe('terceira');
});

const fixtures = readdirSync(FIXTURES).filter((name) => name.endsWith('.json') && !name.startsWith('_'));

for (const engine of ['noweb', 'gows', 'webjs']) {
  test(`every recorded event of ${engine} is received and none breaks`, async ({ sql, instance, post }) => {
    const names = fixtures.filter((name) => name.endsWith(`.${engine}.json`));
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) {
      const answer = await post(readFileSync(join(FIXTURES, name), 'utf8'));
      expect({ name, status: answer.status }).toEqual({ name, status: 200 });
    }
    const failed =
      await sql`select event, error from webhook_events where instance_id = ${instance.id} and state = 'failed'`;
    expect(failed).toEqual([]);
  });
}
