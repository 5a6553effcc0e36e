import { expect } from '@playwright/test';
import type { InstanceView } from '@/lib/instances/schema';
import type { MessageView } from '@/lib/messages/schema';
import { callApi, signIn, withToken } from './support/client';
import { test } from './support/fixtures';
import { conversationPath, send, thread, waitForMessage, waitForThread } from './support/messages';
import { createNumber, instancePath, randomPhone } from './support/numbers';
import { insertToken } from './support/organizations';
import { expectInvalid, expectProblem } from './support/problems';
import { waitFor } from './support/wait';

const SENT = ['sent', 'delivered', 'read'] as const;
const release = (id: string) => `/api/messages/${id}/release`;

test('a send over the budget is accepted, waits with its reason, and goes when somebody lets it go', async ({
  api,
  number,
  simulator,
}) => {
  const settings = { firstContactsPerDay: 1 };
  const patched = await api.patch<InstanceView>(instancePath(number.id), { settings });
  expect(patched.body.settings).toMatchObject(settings);
  const first = await send(api, number.id, randomPhone(), 'Oi');
  const to = randomPhone();
  const answer = await api.post<MessageView>(instancePath(number.id, '/send'), { to, text: 'Olá' });
  expect(answer.status).toBe(202);
  expect(answer.body).toMatchObject({
    status: 'queued',
    error: { code: 'restricted', message: expect.stringContaining('first contacts') },
    held: { reason: 'first_contacts', until: expect.stringMatching(/^\d{4}-/) },
  });
  await waitForMessage(api, first, [...SENT]);
  const { limits } = (await api.get<InstanceView>(instancePath(number.id))).body;
  expect(limits).toMatchObject({ firstContacts: { used: 1, budget: 1 }, restriction: null });
  expect(await simulator.received({ phone: to })).toEqual([]);
  const released = await api.post<MessageView>(release(answer.body.id));
  expect({ ...released.body, status: released.status }).toMatchObject({
    status: 202,
    error: null,
    held: null,
  });
  await waitForMessage(api, answer.body, [...SENT]);
  expect(await simulator.received({ phone: to })).toMatchObject([{ copies: 1 }]);
  expectProblem(await api.post(release(answer.body.id)), 'invalid_state');
});

test('while WhatsApp restricts a number, only people who wrote are written to; then all are', async ({
  api,
  number,
  simulator,
}) => {
  const session = number.sessionName;
  const customer = randomPhone();
  await simulator.inbound({ session, from: customer, text: 'Bom dia' });
  await simulator.refuseSends({ session, message: 'server returned error 463' });
  const refused = await send(api, number.id, randomPhone(), 'Promoção');
  expect((await waitForMessage(api, refused, 'failed')).error?.code).toBe('restricted');
  await simulator.restrict({ session, timelock: { isActive: true, endsInSeconds: 3600 } });
  const restricted = await waitFor(
    async () => (await api.get<InstanceView>(instancePath(number.id))).body.limits.restriction,
    (restriction) => restriction?.kind === 'timelock',
    { what: 'the restriction' },
  );
  expect(new Date(restricted?.until ?? 0).getTime()).toBeGreaterThan(Date.now() + 3_000_000);
  const waiting = await send(api, number.id, randomPhone(), 'Olá');
  const reply = await send(api, number.id, customer, 'Bom dia!');
  await waitForMessage(api, reply, [...SENT]);
  const held = await waitForMessage(api, waiting, 'queued');
  expect(held).toMatchObject({ error: { code: 'restricted' }, held: { reason: 'number_restricted' } });
  await simulator.restrict({ session, timelock: null });
  await waitForMessage(api, waiting, [...SENT]);
  expect((await waitForMessage(api, refused, 'failed')).error?.code).toBe('restricted');
});

test('a message is let go only by whom the scope allows', async ({
  app,
  api,
  strangerApi,
  sql,
  organization,
}) => {
  const { id } = await createNumber(api, { settings: { firstContactsPerDay: 0 } });
  const message = await send(api, id, randomPhone(), 'Oi');
  expect(message.held?.reason).toBe('first_contacts');
  const { token } = await insertToken(sql, organization.id, ['conversations:read', 'messages:send']);
  expectProblem(await withToken(app.appUrl, token).post(release(message.id)), 'forbidden');
  expectProblem(await strangerApi.post(release(message.id)), 'not_found');
  expect((await waitForMessage(api, message, 'queued')).held?.reason).toBe('first_contacts');
  expect((await api.post(release(message.id))).status).toBe(202);
});

test('the settings of a number’s limits are checked', async ({ api }) => {
  const { id, settings } = (await api.post<InstanceView>('/api/whatsapp/instances', { name: 'Vendas' })).body;
  expect(settings).toMatchObject({ pace: 'human', showTyping: true, firstContactsPerDay: null });
  const bad = { pace: 'fast', firstContactsPerDay: -1, showTyping: 'yes' };
  expectInvalid(
    await api.patch(instancePath(id), { settings: bad }),
    ...Object.keys(bad).map((name) => `settings.${name}`),
  );
});

test('a first contact is typed before it is sent, and two of them are kept apart', async ({
  api,
  simulator,
  number,
}) => {
  await api.patch(instancePath(number.id), { settings: { pace: 'careful' } });
  const [one, two] = [randomPhone(), randomPhone()];
  const [first, second] = [await send(api, number.id, one, 'Oi'), await send(api, number.id, two, 'Oi')];
  await waitForMessage(api, first, [...SENT]);
  const signals = await simulator.signals({ session: number.sessionName });
  expect(signals.find(({ kind }) => kind === 'typing')?.chat).toBe(`${one}@c.us`);
  const waiting = await waitFor(
    async () => (await thread(api, second.conversationId))[0],
    (message) => message?.held?.reason === 'pace',
    { what: 'the turn that is waited for' },
  );
  expect(waiting).toMatchObject({ status: 'queued', error: null });
  await api.patch(instancePath(number.id), { settings: { pace: 'none' } });
  await waitForMessage(api, second, [...SENT]);
  await waitFor(
    async () => (await simulator.state()).sessions.find(({ name }) => name === number.sessionName)?.presence,
    (presence) => presence === 'offline',
    { what: 'the account offline' },
  );
});

test('customers see that a person has read their message, not that a program has', async ({
  app,
  api,
  organization,
  simulator,
  number,
}) => {
  const session = number.sessionName;
  const cookie = await signIn(app.appUrl, organization.email, organization.password);
  const person = callApi(app.appUrl, { cookie, origin: app.appUrl });
  const from = randomPhone();
  await simulator.inbound({ session, from, text: 'Oi' });
  const { conversation } = await waitForThread(api, 1);
  const path = conversationPath(conversation.id, '/read');
  expect((await api.post(path)).status).toBe(200);
  await simulator.inbound({ session, from, text: 'Alô?' });
  const { messages } = await waitForThread(api, 2);
  expect((await person.post(path)).status).toBe(200);
  const seen = await waitFor(
    async () => (await simulator.signals({ session })).filter(({ kind }) => kind === 'seen'),
    (signals) => signals.length > 0,
    { what: 'the ticks' },
  );
  expect(seen.map(({ ids }) => ids)).toEqual([[messages[0]?.waMessageId]]);
  expectInvalid(await api.post(path, { byPerson: 'yes' }), 'byPerson');
});
