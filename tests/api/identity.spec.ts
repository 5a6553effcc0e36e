import { expect } from '@playwright/test';
import type { InstanceView } from '@/lib/instances/schema';
import type { MessageView } from '@/lib/messages/schema';
import { withToken } from './support/client';
import { test as base } from './support/fixtures';
import { arrivals, conversationPath, conversations, send, thread, waitForMessage } from './support/messages';
import { createNumber, instancePath, randomPhone, waitForStatus } from './support/numbers';
import { insertToken } from './support/organizations';
import {
  ago,
  endingWith,
  everything,
  getConversation,
  groupHintOf,
  hintOf,
  insertLabel,
  reactionOf,
  type Somebody,
  somebody,
  textsOf,
  undo,
  writeUnderBoth,
} from './support/people';
import { expectProblem } from './support/problems';
import { openStream } from './support/stream';
import { messageEvent, type WebhookSender, webhookSender } from './support/webhooks';

const test = base.extend<{ instance: InstanceView; post: WebhookSender; person: Somebody }>({
  instance: async ({ api }, use) => use(await createNumber(api)),
  post: async ({ app, instance }, use) => use(await webhookSender(app, instance)),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  person: async ({}, use) => use(somebody()),
});

const SENT: MessageView['status'][] = ['sent', 'delivered', 'read'];

test('a hint joins two conversations at once, in the order of WhatsApp, and every stream is told', async ({
  app,
  api,
  organization,
  post,
  person,
}) => {
  await writeUnderBoth(post, person);
  const before = await conversations(api);
  const older = endingWith(before, 'L3');
  const gone = endingWith(before, 'P4');
  const stream = await openStream(app.appUrl, { authorization: `Bearer ${organization.token}` });
  await stream.next('ready');
  expect((await post(hintOf(person))).status).toBe(200);
  // Answered means committed: there is no moment in which it is still two.
  const [one, ...others] = await conversations(api);
  expect(others).toEqual([]);
  expect(one).toMatchObject({
    id: older.id,
    title: 'Mari',
    contact: { phoneNumber: `+${person.phone.split('@')[0]}` },
    unreadCount: 5,
    joined: { id: expect.any(String) },
  });
  expect(await textsOf(api, older.id)).toEqual(['hint', 'P4', 'L3', 'P2', 'L1']);
  await stream.next('resync');
  await stream.next(
    'conversation.updated',
    ({ conversation }: { conversation: { id: string } }) => conversation.id === older.id,
  );
  stream.close();
  expect(await api.get(conversationPath(gone.id))).toMatchObject({ status: 200, body: { id: older.id } });
});

test('what a client knows by the id that is gone goes on working', async ({
  api,
  post,
  person,
  instance,
}) => {
  await writeUnderBoth(post, person);
  const gone = endingWith(await conversations(api), 'P4');
  await post(hintOf(person));
  const [now] = await conversations(api);
  const path = conversationPath(gone.id);
  expect((await getConversation(api, gone.id)).body.id).toBe(now?.id);
  expect(await textsOf(api, gone.id)).toEqual(await textsOf(api, now?.id ?? ''));
  const answer = await api.post<MessageView>(`${path}/messages`, { text: 'Por lá', clientId: 'x' });
  expect(answer).toMatchObject({ status: 202, body: { conversationId: now?.id } });
  const same = await api.post<MessageView>(`${path}/messages`, { text: 'Por lá', clientId: 'x' });
  expect(same.body.id).toBe(answer.body.id);
  expect((await send(api, instance.id, gone.id, 'Por aqui')).conversationId).toBe(now?.id);
  expect((await api.patch<{ id: string }>(path, { status: 'pending' })).body).toMatchObject({
    id: now?.id,
    status: 'pending',
  });
  expect((await api.post<object>(`${path}/read`)).body).toMatchObject({ id: now?.id, unreadCount: 0 });
  const found = await api.get<{ data: object[] }>(`/api/messages/search?q=P4&conversationId=${gone.id}`);
  expect(found.body.data).toHaveLength(1);
});

test('an undo gives back just what was, also what a team had done to either', async ({
  api,
  sql,
  organization,
  post,
  person,
}) => {
  await writeUnderBoth(post, person);
  await post(reactionOf(person.lid, `L1${person.lid}`, '👍'));
  const before = await conversations(api);
  const [byLid, byPhone] = [endingWith(before, 'L3'), endingWith(before, 'P4')];
  const labels = [
    await insertLabel(sql, organization.id, 'VIP'),
    await insertLabel(sql, organization.id, 'Frete'),
  ];
  await api.post(`${conversationPath(byPhone.id)}/read`);
  await api.patch(conversationPath(byLid.id), { status: 'resolved', labelIds: [labels[0]] });
  await api.patch(conversationPath(byPhone.id), {
    status: 'snoozed',
    snoozedUntil: '2030-01-01T12:00:00.000Z',
    assigneeId: organization.userId,
    labelIds: labels,
  });
  await sql`update contacts set name = 'Marina D.' where id = ${byPhone.contact?.id ?? ''}`;
  const held = await everything(api);
  expect(held.map(({ conversation }) => conversation)).toMatchObject([
    { title: 'Marina D.', status: 'snoozed', unreadCount: 0, assignee: { id: organization.userId } },
    { title: 'Mari', status: 'resolved', unreadCount: 2, assignee: null },
  ]);
  expect(held[1]?.messages[1]?.reactions).toMatchObject([{ emoji: '👍' }]);

  await post(groupHintOf(person));
  const [joined, ...others] = await everything(api);
  expect(others).toEqual([]);
  expect(joined?.conversation).toMatchObject({
    id: byLid.id,
    title: 'Marina D.',
    status: 'snoozed',
    unreadCount: 2,
    assignee: { id: organization.userId },
    labels: [{ name: 'Frete' }, { name: 'VIP' }],
  });
  const answer = await undo(api, joined?.conversation.joined?.id ?? '');
  expect(answer.status).toBe(200);
  expect(answer.body.data.map(({ id }) => id).sort()).toEqual([byLid.id, byPhone.id].sort());
  expect(await everything(api)).toEqual(held);
  const found = await api.get<{ data: { conversation: { id: string } }[] }>('/api/messages/search?q=P4');
  expect(found.body.data.map(({ conversation }) => conversation.id)).toEqual([byPhone.id]);
});

test('an undo parts what came since by its address, and the two are never joined again by themselves', async ({
  api,
  post,
  person,
}) => {
  await writeUnderBoth(post, person);
  const before = await conversations(api);
  const [byLid, byPhone] = [endingWith(before, 'L3'), endingWith(before, 'P4')];
  await post(hintOf(person));
  const [joined] = await conversations(api);
  await post(messageEvent({ chat: person.phone, text: 'P6', at: ago(4) }));
  await post(messageEvent({ chat: person.lid, text: 'L7', at: ago(3) }));
  expect(await textsOf(api, byLid.id)).toEqual(['L7', 'P6', 'hint', 'P4', 'L3', 'P2', 'L1']);
  await undo(api, joined?.joined?.id ?? '');
  await post(hintOf(person, 'again', ago(2)));
  await post(groupHintOf(person));
  await post(messageEvent({ chat: person.phone, hint: person.lid, text: 'P9', at: ago(1) }));
  expect(await textsOf(api, byLid.id)).toEqual(['again', 'L7', 'hint', 'L3', 'L1']);
  expect(await textsOf(api, byPhone.id)).toEqual(['P9', 'P6', 'P4', 'P2']);
});

test('only who may write undoes, once, and for thirty days', async ({
  app,
  api,
  strangerApi,
  sql,
  organization,
  post,
  person,
}) => {
  await writeUnderBoth(post, person);
  await post(hintOf(person));
  const [joined] = await conversations(api);
  const mergeId = joined?.joined?.id ?? '';
  expectProblem(await undo(strangerApi, mergeId), 'not_found');
  const reader = withToken(
    app.appUrl,
    (await insertToken(sql, organization.id, ['conversations:read'])).token,
  );
  expectProblem(await undo(reader, mergeId), 'forbidden');
  const setDays = (days: number) =>
    sql`update contact_merges set merged_at = now() - make_interval(days => ${days}) where id = ${mergeId}`;
  await setDays(31);
  expectProblem(await undo(api, mergeId), 'invalid_state');
  expect((await conversations(api))[0]?.joined).toBeNull();
  await setDays(29);
  expect(await conversations(api)).toHaveLength(1);

  const twins = await Promise.all([undo(api, mergeId), undo(api, mergeId)]);
  expect(twins.map(({ status }) => status).sort()).toEqual([200, 409]);
  expectProblem(await undo(api, mergeId), 'invalid_state');
  expect(await conversations(api)).toHaveLength(2);
});

test('sends that wait for the number leave once and in order, through a join and its undo', async ({
  api,
  simulator,
  instance,
  post,
}) => {
  const phone = randomPhone();
  const { lidChatId: lid } = await simulator.customer({ phone, autoAck: 'delivered' });
  const person = { phone: `${phone}@c.us`, lid };
  await writeUnderBoth(post, person);
  const before = await conversations(api);
  const [byLid, byPhone] = [endingWith(before, 'L3'), endingWith(before, 'P4')];
  const sent = [
    await send(api, instance.id, byLid.id, 'um'),
    await send(api, instance.id, byPhone.id, 'dois'),
    await send(api, instance.id, byLid.id, 'três'),
  ];
  await post(hintOf(person));
  sent.push(await send(api, instance.id, byPhone.id, 'quatro'));
  expect(await textsOf(api, byLid.id)).toEqual(
    expect.arrayContaining(['quatro', 'três', 'dois', 'um', 'hint', 'P4', 'L3']),
  );
  await api.post(instancePath(instance.id, '/connect'));
  await waitForStatus(api, instance.id, 'SCAN_QR_CODE');
  await simulator.scan({ session: instance.sessionName, phone: randomPhone(), pushName: 'Loja' });
  for (const message of sent) await waitForMessage(api, { ...message, conversationId: byLid.id }, SENT);
  expect(await arrivals(simulator, { phone })).toEqual([
    ['um', 1],
    ['dois', 1],
    ['três', 1],
    ['quatro', 1],
  ]);
  const [joined] = await conversations(api);
  await undo(api, joined?.joined?.id ?? '');
  const all = [...(await thread(api, byLid.id)), ...(await thread(api, byPhone.id))];
  expect(
    all
      .filter(({ direction }) => direction === 'outbound')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(sent.map(({ id }) => id).sort());
});

test('a send that is just being handed over is settled in the conversation that remains', async ({
  app,
  api,
  simulator,
  number,
}) => {
  const phone = randomPhone();
  const { lidChatId: lid } = await simulator.customer({ phone, autoAck: 'server' });
  const person = { phone: `${phone}@c.us`, lid };
  const post = await webhookSender(app, number);
  await writeUnderBoth(post, person);
  const before = await conversations(api);
  const [byLid, byPhone] = [endingWith(before, 'L3'), endingWith(before, 'P4')];
  // It goes out, WAHA says nothing, and the echo comes when the two are one already: under the other address.
  await simulator.silence({ session: number.sessionName });
  await simulator.hangSends({ session: number.sessionName, sent: true });
  const message = await send(api, number.id, byPhone.id, 'No ar');
  const sending = await waitForMessage(api, message, 'sending');
  await post(hintOf(person));
  expect(await conversations(api)).toMatchObject([{ id: byLid.id }]);
  await post(messageEvent({ chat: lid, waId: sending.waMessageId ?? '', text: 'No ar', fromMe: true }));
  const settled = await waitForMessage(api, { ...message, conversationId: byLid.id }, SENT);
  expect(settled).toMatchObject({ id: message.id, conversationId: byLid.id });
  expect((await textsOf(api, byLid.id)).filter((text) => text === 'No ar')).toHaveLength(1);
  expect(await arrivals(simulator, { phone })).toEqual([['No ar', 1]]);
});
