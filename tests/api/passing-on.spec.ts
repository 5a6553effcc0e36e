import { expect } from '@playwright/test';
import { uuidv7 } from 'uuidv7';
import type { ConversationView } from '@/lib/conversations/schema';
import type { MessageView } from '@/lib/messages/schema';
import type { InboundInput } from '@/lib/waha/simulator/control/messages';
import { revoke } from './support/changes';
import type { Api } from './support/client';
import { test } from './support/fixtures';
import { conversationPath, conversations, send, thread, waitForMessage } from './support/messages';
import { instancePath, randomPhone } from './support/numbers';
import { expectInvalid, expectProblem } from './support/problems';
import { waitFor } from './support/wait';

const ARRIVED: MessageView['status'][] = ['delivered', 'read'];

type Kind = {
  from: Pick<InboundInput, 'kind' | 'text' | 'caption' | 'name' | 'options'>;
  type: MessageView['type'];
  arrives: object;
};

/** Every kind as a customer writes it, and as it arrives where it is passed on to. */
const KINDS: Kind[] = [
  { from: { kind: 'text', text: 'Oi' }, type: 'text', arrives: { kind: 'text', text: 'Oi' } },
  {
    from: { kind: 'image', caption: 'A loja' },
    type: 'image',
    arrives: { kind: 'image', caption: 'A loja' },
  },
  { from: { kind: 'video' }, type: 'video', arrives: { kind: 'video' } },
  { from: { kind: 'voice' }, type: 'voice', arrives: { kind: 'voice' } },
  { from: { kind: 'audio' }, type: 'audio', arrives: { kind: 'audio' } },
  {
    from: { kind: 'document' },
    type: 'document',
    arrives: { kind: 'document', filename: 'recibo.pdf' },
  },
  { from: { kind: 'sticker' }, type: 'sticker', arrives: { kind: 'sticker' } },
  {
    from: { kind: 'location', name: 'Loja' },
    type: 'location',
    arrives: { kind: 'location', name: 'Loja' },
  },
  { from: { kind: 'vcard' }, type: 'contact', arrives: { kind: 'vcard' } },
  {
    from: { kind: 'poll', name: 'Quando?', options: ['Hoje', 'Amanhã'] },
    type: 'poll',
    arrives: { kind: 'poll', name: 'Quando?', options: ['Hoje', 'Amanhã'] },
  },
];

/** Waits for the newest inbound message of this type. */
const inbound = (api: Api, type: string) =>
  waitFor(
    async () => {
      const [conversation] = await conversations(api);
      const messages = conversation ? await thread(api, conversation.id) : [];
      return messages.find((message) => message.type === type && message.direction === 'inbound');
    },
    (message) => message !== undefined,
    { what: `a ${type} from the customer` },
  ) as Promise<MessageView>;

const forward = (api: Api, instanceId: string, to: string, id: string, extra: object = {}) =>
  api.post<MessageView>(instancePath(instanceId, '/send'), { to, forward: id, ...extra });

for (const { from: content, type, arrives } of KINDS) {
  test(`a ${type} is passed on as it is, marked as forwarded`, async ({ api, number, simulator }) => {
    const [from, to] = [randomPhone(), randomPhone()];
    await simulator.customer({ phone: to });
    await simulator.inbound({ session: number.sessionName, from, ...content });
    const original = await inbound(api, type);
    const answer = await forward(api, number.id, to, original.id);
    expect(answer.status, answer.text).toBe(202);
    expect(answer.body).toMatchObject({ type, forwarded: true, direction: 'outbound', replyTo: null });
    expect(answer.body.conversationId).not.toBe(original.conversationId);
    await waitForMessage(api, answer.body, ARRIVED);
    const arrived = await simulator.received({ phone: to });
    expect(arrived).toMatchObject([{ content: arrives, forwarded: true, copies: 1 }]);
  });
}

test('what can’t be passed on is refused: a stranger’s, a deleted, a line, and with words of one’s own', async ({
  api,
  strangerApi,
  number,
  simulator,
}) => {
  const phone = randomPhone();
  const ours = await waitForMessage(api, await send(api, number.id, phone, 'Nossa'), ARRIVED);
  const to = randomPhone();
  expectProblem(await forward(strangerApi, number.id, to, ours.id), 'not_found');
  expectProblem(await forward(api, number.id, to, uuidv7()), 'not_found');
  expectInvalid(await forward(api, number.id, to, 'nope'), 'forward');
  expectInvalid(await forward(api, number.id, to, ours.id, { text: 'e mais' }), 'text');
  await simulator.call({ session: number.sessionName, from: phone, ends: 'rejected' });
  expectInvalid(await forward(api, number.id, to, (await inbound(api, 'system')).id), 'forward');
  await revoke(api, ours.id);
  expectProblem(await forward(api, number.id, to, ours.id), 'invalid_state');
  expect(await simulator.received({ phone: to })).toEqual([]);
  expect((await conversations(api)).length).toBe(1);
});

test('forwarding is a send like others: a clientId makes it once, into a conversation too', async ({
  api,
  number,
  simulator,
}) => {
  const to = randomPhone();
  await simulator.customer({ phone: to });
  const original = await waitForMessage(api, await send(api, number.id, randomPhone(), 'Uma'), ARRIVED);
  const target = await waitForMessage(api, await send(api, number.id, to, 'Primeira'), ARRIVED);
  const path = conversationPath(target.conversationId, '/messages');
  const body = { forward: original.id, clientId: 'same' };
  const first = await api.post<MessageView>(path, body);
  const second = await api.post<MessageView>(path, body);
  expect([first.status, second.status]).toEqual([202, 202]);
  expect(second.body.id).toBe(first.body.id);
  await waitForMessage(api, first.body, ARRIVED);
  expect(await simulator.received({ phone: to })).toMatchObject([
    { body: 'Primeira', forwarded: false },
    { body: 'Uma', forwarded: true, copies: 1 },
  ]);
});

test('a reply carries what it answers; one from elsewhere does not exist', async ({
  api,
  number,
  simulator,
}) => {
  const from = randomPhone();
  const session = number.sessionName;
  const { bareId } = await simulator.inbound({ session, from, text: 'Tem azul?', pushName: 'Marina' });
  const question = await inbound(api, 'text');
  const reply = await send(api, number.id, from, 'Tem sim', { replyTo: question.id });
  expect(reply.replyTo).toEqual({
    id: question.id,
    text: 'Tem azul?',
    senderName: 'Marina',
    senderId: question.sender.id,
    fromMe: false,
  });
  await waitForMessage(api, reply, ARRIVED);
  expect(await simulator.received({ phone: from })).toMatchObject([{ body: 'Tem sim', quotedId: bareId }]);
  const path = instancePath(number.id, '/send');
  const elsewhere = { to: randomPhone(), text: 'Oi', replyTo: question.id };
  expectProblem(await api.post(path, elsewhere), 'not_found');
  expectProblem(await api.post(path, { to: from, text: 'Oi', replyTo: uuidv7() }), 'not_found');
});

test('people of a group are named, by phone and by contact, and only there', async ({
  api,
  number,
  simulator,
}) => {
  const session = number.sessionName;
  const [ana, bia] = [randomPhone(), randomPhone()];
  const { id: to } = await simulator.group({ session, subject: 'Equipe', participants: [ana, bia] });
  await simulator.inbound({ session, from: ana, text: 'Oi', pushName: 'Ana' });
  const direct = (await waitFor(
    async () => (await conversations(api)).find(({ kind }) => kind === 'direct'),
    (found) => found !== undefined,
  )) as ConversationView;
  const mentions = [direct.contact?.id ?? '', `+${bia}`];
  const sent = await send(api, number.id, to, 'Oi @Ana, e você também', { mentions });
  expect(sent.text).toBe(`@${bia} Oi @${ana}, e você também`);
  await waitForMessage(api, sent, ['sent', ...ARRIVED]);
  expect((await simulator.received({ phone: bia })).at(-1)).toMatchObject({
    body: sent.text,
    mentions: [`${ana}@c.us`, `${bia}@c.us`],
    copies: 1,
  });
  const path = instancePath(number.id, '/send');
  expectInvalid(await api.post(path, { to: ana, text: 'Oi', mentions: [ana] }), 'mentions');
  expectInvalid(await api.post(path, { to, text: 'Oi', mentions: [uuidv7()] }), 'mentions.0');
});
