import { expect } from '@playwright/test';
import { uuidv7 } from 'uuidv7';
import type { ConversationView } from '@/lib/conversations/schema';
import type { Page } from '@/lib/core/pagination';
import type { MessageView } from '@/lib/messages/schema';
import { test } from './support/fixtures';
import {
  conversationPath,
  conversations,
  send,
  thread,
  waitForMessage,
  waitForThread,
} from './support/messages';
import { createNumber, instancePath, randomPhone } from './support/numbers';
import { expectInvalid, expectProblem } from './support/problems';

test('every usual form of one phone leads into one conversation', async ({ api }) => {
  const { id } = await createNumber(api);
  const phone = randomPhone();
  const [area, nine, start, end] = [phone.slice(2, 4), phone.slice(4, 5), phone.slice(5, 9), phone.slice(9)];
  const forms = [
    `+55 ${area} ${nine}${start}-${end}`,
    phone,
    `${area}${nine}${start}${end}`,
    `(${area}) ${nine}${start}-${end}`,
    `0055${area}${nine}${start}${end}`,
    `${phone}@c.us`,
    `55${area}${start}${end}@c.us`,
    `${phone}@s.whatsapp.net`,
  ];
  const found = new Map<string, string[]>();
  for (const to of forms) {
    const { conversationId } = await send(api, id, to, `para ${to}`);
    found.set(conversationId, [...(found.get(conversationId) ?? []), to]);
  }
  expect([...found.values()]).toEqual([forms]);
  const [conversationId = ''] = found.keys();
  expect((await send(api, id, conversationId, 'por id')).conversationId).toBe(conversationId);
  const [conversation] = await conversations(api);
  expect(conversation?.contact?.phoneNumber).toBe(`+${phone}`);
});

test('what is no phone, chat or conversation is refused on the field', async ({ api }) => {
  const { id } = await createNumber(api);
  const chats = [
    'status@broadcast',
    '120363@newsletter',
    '@c.us',
    'abc@c.us',
    '0@c.us',
    'x@lid',
    'grupo@g.us',
  ];
  for (const to of ['abc', '12', '+55 11', ...chats]) {
    const answer = await api.post(instancePath(id, '/send'), { to, text: 'Oi' });
    expect({ to, status: answer.status }).toEqual({ to, status: 422 });
    expectInvalid(answer, 'to');
  }
  expectProblem(await api.post(instancePath(id, '/send'), { to: uuidv7(), text: 'Oi' }), 'not_found');
});

test('a send is stored before it leaves, and its ticks rise to read', async ({ api, number, simulator }) => {
  const phone = randomPhone();
  await simulator.customer({ phone, autoAck: 'delivered' });
  const answer = await api.post<MessageView>(instancePath(number.id, '/send'), {
    to: phone,
    text: 'Olá! 👋',
  });
  expect(answer.status).toBe(202);
  expect(answer.body).toMatchObject({
    instanceId: number.id,
    direction: 'outbound',
    type: 'text',
    text: 'Olá! 👋',
    status: 'queued',
    error: null,
    sender: { kind: 'api' },
    clientId: null,
  });
  await waitForMessage(api, answer.body, 'delivered');
  await simulator.customerReads({ session: number.sessionName, phone });
  const read = await waitForMessage(api, answer.body, 'read');
  expect(read.waMessageId).toMatch(/\S/);
  expect(await simulator.received({ phone })).toMatchObject([{ copies: 1 }]);
});

test('a customer known without the ninth digit is reached, in whatever form the number was written', async ({
  api,
  number,
  simulator,
}) => {
  const short = `5531${randomPhone().slice(5)}`;
  await simulator.customer({ phone: short });
  const message = await send(api, number.id, `5531 9${short.slice(4)}`, 'Chegou?');
  await waitForMessage(api, message, ['sent', 'delivered']);
  await expect.poll(async () => (await simulator.received({ phone: short })).length).toBe(1);
});

test('a phone that is not on WhatsApp fails, and says so', async ({ api, number, simulator }) => {
  const phone = randomPhone();
  await simulator.missing({ phone });
  const failed = await waitForMessage(api, await send(api, number.id, phone, 'Alô?'), 'failed');
  expect(failed.error?.code).toBe('not_on_whatsapp');
});

test('an answer quotes the message it answers', async ({ api, number, simulator }) => {
  const from = randomPhone();
  await simulator.inbound({ session: number.sessionName, from, pushName: 'Ana', text: 'Tem o azul?' });
  const { conversation, messages } = await waitForThread(api, 1);
  const [question] = messages;
  const answer = await api.post<MessageView>(conversationPath(conversation.id, '/messages'), {
    text: 'Tem sim!',
    replyTo: question?.id,
  });
  expect(answer.status).toBe(202);
  expect(answer.body.replyTo).toMatchObject({ id: question?.id, text: 'Tem o azul?' });
  await waitForMessage(api, answer.body, ['sent', 'delivered']);
  const chat = await simulator.chat({ session: number.sessionName, phone: from });
  expect(chat.messages.at(-1)).toMatchObject({ body: 'Tem sim!', quoted: 'Tem o azul?' });
});

test('the same clientId in a conversation is the same message, also ten times at once', async ({ api }) => {
  const { id } = await createNumber(api);
  const to = randomPhone();
  const sends = await Promise.all(
    Array.from({ length: 10 }, () => send(api, id, to, 'Uma vez só', { clientId: 'aba-1' })),
  );
  expect(new Set(sends.map((message) => message.id)).size).toBe(1);
  expect(sends[0]?.clientId).toBe('aba-1');
  expect(await thread(api, sends[0]?.conversationId ?? '')).toHaveLength(1);
  const elsewhere = await send(api, id, randomPhone(), 'Outra conversa', { clientId: 'aba-1' });
  expect(elsewhere.id).not.toBe(sends[0]?.id);
  const tooLong = { to, text: 'Oi', clientId: 'x'.repeat(65) };
  expectInvalid(await api.post(instancePath(id, '/send'), tooLong), 'clientId');
});

test('a thread is read before, after and around a message, and by cursor', async ({ api }) => {
  const { id } = await createNumber(api);
  const to = randomPhone();
  const sent: MessageView[] = [];
  for (let index = 0; index < 9; index++) sent.push(await send(api, id, to, `n${index}`));
  const path = conversationPath(sent[0]?.conversationId ?? '', '/messages');
  const texts = async (query: string) =>
    (await api.get<Page<MessageView>>(`${path}?${query}`)).body.data.map(({ text }) => text);
  const middle = sent[4]?.id;
  expect(await texts('')).toEqual(['n8', 'n7', 'n6', 'n5', 'n4', 'n3', 'n2', 'n1', 'n0']);
  expect(await texts(`before=${middle}&limit=2`)).toEqual(['n3', 'n2']);
  expect(await texts(`after=${middle}&limit=2`)).toEqual(['n6', 'n5']);
  expect(await texts(`around=${middle}&limit=3`)).toEqual(['n5', 'n4', 'n3']);
  for (const first of ['limit=2', `before=${sent[8]?.id}&limit=2`, `around=${middle}&limit=3`]) {
    const page = (await api.get<Page<MessageView>>(`${path}?${first}`)).body;
    const last = Number(page.data.at(-1)?.text?.slice(1));
    const rest = (await api.get<Page<MessageView>>(`${path}?cursor=${page.nextCursor}`)).body;
    expect(rest.data.map(({ text }) => text)).toEqual(
      Array.from({ length: last }, (_, index) => `n${last - 1 - index}`),
    );
    expect(rest.nextCursor).toBeNull();
  }
  expectInvalid(await api.get(`${path}?before=${middle}&after=${middle}`), 'before');
  expectInvalid(await api.get(`${path}?cursor=nonsense`), 'cursor');
  expectInvalid(await api.get(`${path}?limit=0`), 'limit');
  expectInvalid(await api.get(`${path}?limit=101`), 'limit');
  expectProblem(await api.get(`${path}?before=${uuidv7()}`), 'not_found');
});

test('conversations are filtered by status, assignee, number, unread and words', async ({
  api,
  organization,
  number,
  simulator,
}) => {
  const [ana, bia] = [randomPhone(), randomPhone()];
  await simulator.inbound({ session: number.sessionName, from: ana, pushName: 'Ana Clara', text: 'Oi' });
  const { conversation: first } = await waitForThread(api, 1);
  const other = await createNumber(api);
  const second = await send(api, other.id, bia, 'Bom dia');
  const ids = async (query: string) => (await conversations(api, `?${query}`)).map(({ id }) => id);
  const [a, b] = [first.id, second.conversationId];
  expect(await ids('')).toEqual([b, a]);
  const resolved = await api.patch<ConversationView>(conversationPath(a), {
    status: 'resolved',
    assigneeId: organization.userId,
  });
  expect(resolved.status).toBe(200);
  expect(resolved.body).toMatchObject({ status: 'resolved', assignee: { id: organization.userId } });
  expect(await ids('status=resolved')).toEqual([a]);
  expect(await ids('status=open')).toEqual([b]);
  expect(await ids(`assignee=${organization.userId}`)).toEqual([a]);
  expect(await ids('assignee=none')).toEqual([b]);
  expect(await ids(`instanceId=${other.id}`)).toEqual([b]);
  expect(await ids('unread=true')).toEqual([a]);
  expect(await ids('unread=false')).toEqual([b]);
  expect(await ids('q=ana')).toEqual([a]);
  expect(await ids('q=%25')).toEqual([]);
  expect(await ids(`q=${bia.slice(-8)}`)).toEqual([b]);
  for (const [field, value] of [
    ['status', 'gone'],
    ['assignee', 'you'],
    ['instanceId', '7'],
    ['unread', 'x'],
  ]) {
    expectInvalid(await api.get(`/api/messages/conversations?${field}=${value}`), String(field));
  }
});

test('a conversation is snoozed, woken, given away and labelled', async ({ api, sql, organization }) => {
  const { id } = await createNumber(api);
  const { conversationId } = await send(api, id, randomPhone(), 'Oi');
  const path = conversationPath(conversationId);
  expectInvalid(await api.patch(path, { status: 'snoozed' }), 'snoozedUntil');
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const snoozed = await api.patch<ConversationView>(path, { status: 'snoozed', snoozedUntil: until });
  expect(snoozed.body).toMatchObject({ status: 'snoozed', snoozedUntil: until });
  const woken = await api.patch<ConversationView>(path, { status: 'open' });
  expect(woken.body).toMatchObject({ status: 'open', snoozedUntil: null });
  const label = uuidv7();
  await sql`insert into labels (organization_id, id, name, color) values (${organization.id}, ${label}, 'VIP', 'green')`;
  const labelled = await api.patch<ConversationView>(path, { labelIds: [label] });
  expect(labelled.body.labels).toEqual([{ id: label, name: 'VIP', color: 'green' }]);
  expect((await conversations(api, `?label=${label}`)).map((one) => one.id)).toEqual([conversationId]);
  expect((await api.get<ConversationView>(path)).body.labels).toHaveLength(1);
  expectInvalid(await api.patch(path, { labelIds: [uuidv7()] }), 'labelIds');
  expectInvalid(await api.patch(path, { assigneeId: uuidv7() }), 'assigneeId');
  expect((await api.patch<ConversationView>(path, { assigneeId: null, labelIds: [] })).body.labels).toEqual(
    [],
  );
});

test('reading a conversation takes its count to zero, and only what arrives later counts again', async ({
  api,
  number,
  simulator,
}) => {
  const from = randomPhone();
  const session = number.sessionName;
  for (const text of ['Oi', 'Tudo bem?']) await simulator.inbound({ session, from, text });
  const { conversation } = await waitForThread(api, 2);
  const path = conversationPath(conversation.id);
  expect((await api.get<ConversationView>(path)).body.unreadCount).toBe(2);
  const read = await api.post<ConversationView>(`${path}/read`);
  expect({ status: read.status, unread: read.body.unreadCount }).toEqual({ status: 200, unread: 0 });
  expect((await api.post<ConversationView>(`${path}/read`)).body.unreadCount).toBe(0);
  await simulator.inbound({ session, from, text: 'Alô?' });
  await waitForThread(api, 3);
  expect((await api.get<ConversationView>(path)).body.unreadCount).toBe(1);
});

test('a refused message fails, is sent again by retry, and only a failed one can be', async ({
  api,
  number,
  simulator,
}) => {
  const to = randomPhone();
  await simulator.customer({ phone: to });
  await simulator.refuseSends({ session: number.sessionName, message: 'server returned error 463' });
  const message = await send(api, number.id, to, 'Promoção');
  const failed = await waitForMessage(api, message, 'failed');
  expect(failed.error).toMatchObject({ code: 'restricted', message: expect.stringMatching(/\S/) });
  expect(failed.error?.message).not.toContain('463');
  expect(await simulator.received({ phone: to })).toEqual([]);
  const retried = await api.post<MessageView>(`/api/messages/${message.id}/retry`);
  expect({ status: retried.status, id: retried.body.id, now: retried.body.status }).toEqual({
    status: 202,
    id: message.id,
    now: 'queued',
  });
  const sent = await waitForMessage(api, message, ['sent', 'delivered', 'read']);
  expect(sent.error).toBeNull();
  expect(await simulator.received({ phone: to })).toMatchObject([{ copies: 1 }]);
  expectProblem(await api.post(`/api/messages/${message.id}/retry`), 'invalid_state');
});

test('an echo that comes before the answer of the send makes no second message', async ({
  api,
  number,
  simulator,
}) => {
  const to = randomPhone();
  await simulator.echo({ order: 'before' });
  try {
    const message = await send(api, number.id, to, 'Eco');
    await waitForMessage(api, message, ['sent', 'delivered', 'read']);
    const messages = await thread(api, message.conversationId);
    expect(messages.map(({ id }) => id)).toEqual([message.id]);
  } finally {
    await simulator.echo({ order: 'same' });
  }
});

test('what the owner writes on the phone stands in the thread as written there', async ({
  api,
  number,
  simulator,
}) => {
  await simulator.fromPhone({ session: number.sessionName, to: randomPhone(), text: 'Do celular' });
  const { messages } = await waitForThread(api, 1);
  expect(messages).toMatchObject([{ direction: 'outbound', sender: { kind: 'phone' }, text: 'Do celular' }]);
});
