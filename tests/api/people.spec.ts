import { expect } from '@playwright/test';
import type { InstanceView } from '@/lib/instances/schema';
import type { MessageView } from '@/lib/messages/schema';
import { test as base } from './support/fixtures';
import { conversations, thread } from './support/messages';
import { createNumber, randomPhone } from './support/numbers';
import { ago, endingWith, groupHintOf, randomLid, type Somebody, somebody, textsOf } from './support/people';
import { messageEvent, type WebhookSender, webhookSender } from './support/webhooks';

const test = base.extend<{ instance: InstanceView; post: WebhookSender; person: Somebody }>({
  instance: async ({ api }, use) => use(await createNumber(api)),
  post: async ({ app, instance }, use) => use(await webhookSender(app, instance)),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  person: async ({}, use) => use(somebody()),
});

const _SENT: MessageView['status'][] = ['sent', 'delivered', 'read'];

test('both spellings of a Brazilian number are one conversation, whichever comes first', async ({
  api,
  post,
}) => {
  const areas = ['11', '31'];
  for (const [index, area] of areas.entries()) {
    const subscriber = randomPhone().slice(5);
    const [long, short] = [`55${area}9${subscriber}@c.us`, `55${area}${subscriber}@c.us`];
    const [first, second] = index === 0 ? [short, long] : [long, short];
    await post(messageEvent({ chat: first, text: `um ${area}`, at: ago(20) }));
    await post(messageEvent({ chat: second, text: `dois ${area}`, at: ago(10) }));
    const conversation = endingWith(await conversations(api), `dois ${area}`);
    expect(await textsOf(api, conversation.id)).toEqual([`dois ${area}`, `um ${area}`]);
    expect(conversation.contact?.phoneNumber).toBe(`+55${area}9${subscriber}`);
  }
  expect(await conversations(api)).toHaveLength(2);
});

test('the business’s own name wins, and no push name overwrites it; of push names the latest told counts', async ({
  api,
  sql,
  post,
  person,
}) => {
  const tell = (pushName: string, at: number) =>
    post(messageEvent({ chat: person.phone, text: pushName, at, pushName }));
  const title = async () => (await conversations(api))[0]?.title;
  await tell('Marina', ago(30));
  await tell('Antiga', ago(60));
  expect(await title()).toBe('Marina');
  await tell('Má', ago(20));
  expect(await title()).toBe('Má');
  const [conversation] = await conversations(api);
  await sql`update contacts set name = 'Dona Marina' where id = ${conversation?.contact?.id ?? ''}`;
  await tell('Outro nome', ago(10));
  expect(await title()).toBe('Dona Marina');
  await post(messageEvent({ chat: person.lid, hint: person.phone, pushName: 'Mais um', at: ago(5) }));
  const list = await conversations(api);
  expect(list.map((one) => [one.title, one.contact?.name])).toEqual([['Dona Marina', 'Dona Marina']]);
});

test('somebody of whom only the hidden id is known has neither phone nor bare digits', async ({
  api,
  post,
  person,
}) => {
  await post(messageEvent({ chat: person.lid, pushName: '' }));
  const [hidden] = await conversations(api);
  expect(hidden).toMatchObject({
    title: 'Number hidden',
    contact: { name: 'Number hidden', phoneNumber: null },
  });
  expect(JSON.stringify(hidden)).not.toContain(person.lid.split('@')[0]);
});

test('who writes in a group under a hidden id is the person of the direct chat', async ({
  api,
  post,
  person,
}) => {
  await post(messageEvent({ chat: person.phone, text: 'Direto', at: ago(30), pushName: 'Marina' }));
  const group = `1203630${person.phone.slice(0, 11)}@g.us`;
  await post({ ...groupHintOf(person, group) });
  // Later ones name the hidden id alone.
  await post(
    messageEvent({ chat: group, author: person.lid, text: 'De novo', at: ago(5), pushName: 'Marina' }),
  );
  const list = await conversations(api);
  expect(list.map(({ kind }) => kind).sort()).toEqual(['direct', 'group']);
  const [direct, inGroup] = [
    list.find(({ kind }) => kind === 'direct'),
    list.find(({ kind }) => kind === 'group'),
  ];
  const senders = (await thread(api, inGroup?.id ?? '')).map(({ sender }) => sender.id);
  expect(senders).toEqual([direct?.contact?.id, direct?.contact?.id]);
  await post(messageEvent({ chat: person.lid, text: 'Escondida', at: ago(2), pushName: 'Marina' }));
  expect(await textsOf(api, direct?.id ?? '')).toEqual(['Escondida', 'Direto']);
});

test('a number that is told to be ours joins nobody with us', async ({ api, number, app, person }) => {
  const post = await webhookSender(app, number);
  await post(messageEvent({ chat: person.phone, hint: `${number.phone}@c.us`, at: ago(30) }));
  await post(messageEvent({ chat: `${number.phone}@c.us`, text: 'Nota', fromMe: true, at: ago(20) }));
  await post(messageEvent({ chat: randomLid(), hint: `${number.phone}@c.us`, text: 'Quem?', at: ago(10) }));
  expect(await conversations(api)).toHaveLength(3);
});
