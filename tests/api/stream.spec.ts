import { expect } from '@playwright/test';
import type { ConversationView } from '@/lib/conversations/schema';
import type { InstanceView } from '@/lib/instances/schema';
import type { MessageView } from '@/lib/messages/schema';
import { callApi, signIn } from './support/client';
import { test as base } from './support/fixtures';
import { conversationPath, send } from './support/messages';
import { createNumber, instancePath, randomPhone } from './support/numbers';
import { insertToken } from './support/organizations';
import { expectProblem } from './support/problems';
import { openStream, type Stream } from './support/stream';
import { waitFor } from './support/wait';
import { envelope, messageEvent, webhookSender } from './support/webhooks';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

const test = base.extend<{ stream: Stream }>({
  stream: async ({ app, organization }, use) => {
    const stream = await openStream(app.appUrl, bearer(organization.token));
    await stream.next('ready');
    await use(stream);
    stream.close();
  },
});

const names = ({ events }: Stream) => events.map(({ event }) => event);

test('the stream begins with ready, and data is one line of JSON', async ({ stream }) => {
  expect(stream.status).toBe(200);
  expect(stream.contentType).toMatch(/^text\/event-stream/);
  expect(stream.events[0]).toEqual({ event: 'ready', data: {} });
  expect(stream.raw()).toMatch(/^retry: 2000$/m);
});

test('nobody gets no stream', async ({ app }) => {
  expectProblem(await callApi(app.appUrl).get('/api/events'), 'unauthenticated');
});

test('what happens to a message, its conversation and its number is told as the routes show it', async ({
  app,
  api,
  stream,
}) => {
  const instance = await createNumber(api);
  const post = await webhookSender(app, instance);
  const chat = `${randomPhone()}@c.us`;
  await post(messageEvent({ chat, text: 'Linha 1\nlinha 2' }));
  const created = await stream.next('message.created');
  const message = created.data.message as MessageView;
  expect(message).toMatchObject({ text: 'Linha 1\nlinha 2', instanceId: instance.id, direction: 'inbound' });
  expect(created.data.conversationId).toBe(message.conversationId);

  const path = conversationPath(message.conversationId);
  const told = await stream.next('conversation.updated');
  expect(told.data.conversation).toEqual((await api.get<ConversationView>(path)).body);

  const answer = await send(api, instance.id, chat, 'Resposta');
  await stream.next('message.created', (data: { message: MessageView }) => data.message.id === answer.id);
  await api.post(`${path}/read`);
  await stream.next(
    'conversation.updated',
    ({ conversation }: { conversation: ConversationView }) => conversation.unreadCount === 0,
  );
  await api.patch(instancePath(instance.id), { name: 'Suporte' });
  await stream.next(
    'instance.updated',
    (data: { instance: InstanceView }) =>
      data.instance.id === instance.id && data.instance.name === 'Suporte',
  );
});

test('ticks that rise are told as message.updated', async ({ app, api, number, stream, simulator }) => {
  expect(stream.status).toBe(200);
  const phone = randomPhone();
  await simulator.customer({ phone });
  const message = await send(api, number.id, phone, 'Ticks');
  await stream.next(
    'message.updated',
    (data: { message: MessageView }) => data.message.id === message.id && data.message.status === 'delivered',
  );
  expect(app.appUrl).toMatch(/^http/);
});

test('a stream tells of its own organization only', async ({ app, api, strangerApi, stranger, stream }) => {
  const theirs = await openStream(app.appUrl, bearer(stranger.token));
  await theirs.next('ready');
  await send(api, (await createNumber(api)).id, randomPhone(), 'Nosso');
  await send(strangerApi, (await createNumber(strangerApi)).id, randomPhone(), 'Deles');
  await stream.next('message.created', ({ message }: { message: MessageView }) => message.text === 'Nosso');
  await theirs.next('message.created', ({ message }: { message: MessageView }) => message.text === 'Deles');
  expect(theirs.raw()).not.toContain('Nosso');
  expect(stream.raw()).not.toContain('Deles');
  theirs.close();
});

test('who types is told to their organization, as it happens, and not kept', async ({
  app,
  api,
  sql,
  strangerApi,
  stranger,
  stream,
}) => {
  const [ours, theirs] = [await createNumber(api), await createNumber(strangerApi)];
  const strangers = await openStream(app.appUrl, bearer(stranger.token));
  await strangers.next('ready');
  const chat = `${randomPhone()}@c.us`;
  const presences = [{ participant: chat, lastKnownPresence: 'recording', lastSeen: null }];
  for (const instance of [theirs, ours]) {
    const post = await webhookSender(app, instance);
    await post(messageEvent({ chat, text: 'Oi' }));
    const answer = await post(envelope('presence.update', { id: chat, presences }));
    expect(answer.body).toEqual({ received: true });
  }
  const told = await stream.next('conversation.typing');
  const written = await stream.next('message.created');
  expect(told.data).toMatchObject({
    conversationId: written.data.conversationId,
    state: 'recording',
    name: null,
  });
  await strangers.next('conversation.typing');
  const count = ({ events }: Stream) => events.filter(({ event }) => event === 'conversation.typing').length;
  expect([count(stream), count(strangers)]).toEqual([1, 1]);
  expect(strangers.raw()).not.toContain(String(told.data.conversationId));
  const kept =
    await sql`select id from webhook_events where event = 'presence.update' and instance_id = ${ours.id}`;
  expect(kept).toEqual([]);
  strangers.close();
});

test('a write that fails is not told', async ({ api, sql, organization, stream }) => {
  const { id } = await createNumber(api);
  await sql`insert into organization_limits (organization_id, max_messages_per_month) values (${organization.id}, 0)`;
  const to = randomPhone();
  expectProblem(await api.post(instancePath(id, '/send'), { to, text: 'Oi' }), 'limit_reached');
  await api.patch(instancePath(id), { name: 'Depois' });
  await stream.next(
    'instance.updated',
    ({ instance }: { instance: InstanceView }) => instance.name === 'Depois',
  );
  expect(names(stream)).not.toContain('message.created');
});

test('a stream ends within five seconds when its token is revoked, and no other does', async ({
  app,
  sql,
  organization,
  stream,
}) => {
  const { token, tokenId } = await insertToken(sql, organization.id, ['*']);
  const other = await openStream(app.appUrl, bearer(token));
  await other.next('ready');
  await sql`update api_tokens set revoked_at = now() where id = ${tokenId}`;
  await waitFor(async () => other.isClosed(), Boolean, { what: 'the stream to end', timeoutMs: 5_000 });
  expect(stream.isClosed()).toBe(false);
});

test('a stream ends within five seconds of a changed password or an ended membership', async ({
  app,
  sql,
  organization,
  stranger,
}) => {
  const open = async ({ email, password }: { email: string; password: string }) => {
    const stream = await openStream(app.appUrl, { cookie: await signIn(app.appUrl, email, password) });
    await stream.next('ready');
    return stream;
  };
  const streams = [await open(organization), await open(stranger)];
  await sql`update users set session_version = session_version + 1 where id = ${organization.userId}`;
  await sql`update memberships set ended_at = now() where user_id = ${stranger.userId}`;
  await waitFor(
    async () => streams.map((stream) => stream.isClosed()),
    (all) => all.every(Boolean),
    {
      what: 'both streams to end',
      timeoutMs: 5_000,
    },
  );
});

test('a token hears what it may read, and none that may read nothing', async ({
  app,
  api,
  sql,
  organization,
}) => {
  const open = async (...scopes: string[]) =>
    openStream(app.appUrl, bearer((await insertToken(sql, organization.id, scopes)).token));
  const [chats, numbers] = [await open('conversations:read'), await open('instances:read')];
  for (const stream of [chats, numbers]) await stream.next('ready');
  const { id } = await createNumber(api);
  await send(api, id, randomPhone(), 'Só para quem lê');
  await api.patch(instancePath(id), { name: 'Suporte' });
  const isLast = ({ instance }: { instance: InstanceView }) => instance.name === 'Suporte';
  await numbers.next('instance.updated', isLast);
  await chats.next('message.created');
  await chats.next('conversation.updated');
  expect(new Set(names(numbers))).toEqual(new Set(['ready', 'instance.updated']));
  expect(names(chats).filter((name) => /instance|server/.test(name))).toEqual([]);
  for (const stream of [chats, numbers]) stream.close();
  const { token } = await insertToken(sql, organization.id, ['messages:send', 'instances:write']);
  expectProblem(await callApi(app.appUrl, bearer(token)).get('/api/events'), 'forbidden');
});

test('a quiet stream is kept alive by a comment within 25 seconds', async ({ stream }) => {
  const comments = await waitFor(
    async () => stream.comments,
    (seen) => seen.length > 0,
    {
      what: 'a comment',
      timeoutMs: 25_000,
    },
  );
  expect(comments[0]).toMatch(/^:/);
});
