import { expect } from '@playwright/test';
import { uuidv7 } from 'uuidv7';
import type { ConversationView } from '@/lib/conversations/schema';
import type { Page } from '@/lib/core/pagination';
import type { MessageView } from '@/lib/messages/schema';
import { callApi, signIn } from './support/client';
import { test } from './support/fixtures';
import { conversationPath, conversations, send } from './support/messages';
import { createNumber, randomPhone } from './support/numbers';
import { expectInvalid } from './support/problems';

const CONVERSATIONS = '/api/messages/conversations';

test('limit is a whole number from 1 to 100, on every list', async ({ api }) => {
  const { id } = await createNumber(api);
  const { conversationId } = await send(api, id, randomPhone(), 'Oi');
  const lists = [
    '/api/whatsapp/instances',
    CONVERSATIONS,
    conversationPath(conversationId, '/messages'),
    '/api/monitoring/events',
  ];
  for (const list of lists) {
    for (const limit of ['0', '-1', '101', '1.5', 'ten', ''])
      expectInvalid(await api.get(`${list}?limit=${limit}`), 'limit');
    for (const limit of ['1', '100'])
      expect((await api.get(`${list}?limit=${limit}`)).status, list).toBe(200);
  }
});

test('a cursor serves the list that gave it, and no other text is one', async ({ api }) => {
  const { id } = await createNumber(api);
  await createNumber(api);
  const { conversationId } = await send(api, id, randomPhone(), 'Um');
  await send(api, id, conversationId, 'Dois');
  const messages = conversationPath(conversationId, '/messages');
  const { nextCursor } = (await api.get<Page<MessageView>>(`${messages}?limit=1`)).body;
  expect(nextCursor).not.toBeNull();
  expectInvalid(await api.get(`${CONVERSATIONS}?cursor=${nextCursor}`), 'cursor');
  const forged = Buffer.from(JSON.stringify(['yesterday', "'; drop table messages"])).toString('base64url');
  for (const list of ['/api/whatsapp/instances', CONVERSATIONS, messages, '/api/monitoring/events']) {
    for (const cursor of [forged, 'x'.repeat(501), '%00', 'W10'])
      expectInvalid(await api.get(`${list}?cursor=${cursor}`), 'cursor');
  }
});

test('a place in one list is none in another, nor is one that no list could give', async ({ api }) => {
  const { id } = await createNumber(api);
  await createNumber(api);
  const { conversationId } = await send(api, id, randomPhone(), 'Pedido um');
  await send(api, id, conversationId, 'Pedido dois');
  await send(api, id, randomPhone(), 'Pedido três');
  const lists = [
    '/api/whatsapp/instances?',
    `${CONVERSATIONS}?`,
    `${conversationPath(conversationId, '/messages')}?`,
    '/api/messages/search?q=pedido&',
    '/api/monitoring/events?',
    '/api/monitoring/incidents?',
    '/api/contacts?q=55&',
  ];
  const pages = lists.map((list) => api.get<Page<object>>(`${list}limit=1`));
  const given = (await Promise.all(pages)).map(({ body }) => body.nextCursor);
  expect(given.filter(Boolean).length).toBeGreaterThanOrEqual(4);
  for (const [from, cursor] of given.entries()) {
    if (!cursor) continue;
    const text = Buffer.from(cursor, 'base64url').toString();
    const early = text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, '0000-01-01T00:00:00Z');
    const forged = Buffer.from(early).toString('base64url');
    for (const [to, list] of lists.entries()) {
      if (to !== from) expectInvalid(await api.get(`${list}cursor=${cursor}`), 'cursor');
      if (early !== text) expectInvalid(await api.get(`${list}cursor=${forged}`), 'cursor');
    }
    expect((await api.get(`${lists[from]}cursor=${cursor}`)).status).toBe(200);
  }
});

test('fifty stand on a page when nobody says how many', async ({ api, sql, organization }) => {
  const { id } = await createNumber(api);
  await sql`insert into conversations (organization_id, id, instance_id, kind, group_address, chat_address, activity_at)
    select ${organization.id}, gen_random_uuid(), ${id}, 'group', n || '@g.us', n || '@g.us', now() - n * interval '1 minute'
    from generate_series(1, 51) n`;
  const first = (await api.get<Page<ConversationView>>(CONVERSATIONS)).body;
  expect(first.data).toHaveLength(50);
  const rest = (await api.get<Page<ConversationView>>(`${CONVERSATIONS}?cursor=${first.nextCursor}`)).body;
  expect(rest.data).toHaveLength(1);
  expect(rest.nextCursor).toBeNull();
  expect(new Set([...first.data, ...rest.data].map((one) => one.id)).size).toBe(51);
});

test('conversations are paged by newest activity while new ones come in', async ({ api }) => {
  const { id } = await createNumber(api);
  const before: string[] = [];
  for (let n = 0; n < 5; n++) before.unshift((await send(api, id, randomPhone(), `Oi ${n}`)).conversationId);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor ? `?limit=2&cursor=${cursor}` : '?limit=2';
    const { data, nextCursor } = (await api.get<Page<ConversationView>>(CONVERSATIONS + query)).body;
    seen.push(...data.map((one) => one.id));
    cursor = nextCursor;
    await send(api, id, randomPhone(), 'Outra');
  }
  expect(seen).toEqual(before);
});

test('assignee=me is the person who asks; a program is nobody', async ({ app, api, organization }) => {
  const { id } = await createNumber(api);
  const mine = await send(api, id, randomPhone(), 'Minha');
  const free = await send(api, id, randomPhone(), 'De ninguém');
  await api.patch(conversationPath(mine.conversationId), { assigneeId: organization.userId });
  const cookie = await signIn(app.appUrl, organization.email, organization.password);
  const person = callApi(app.appUrl, { cookie });
  const ids = async (who: typeof api, assignee: string) =>
    (await conversations(who, `?assignee=${assignee}`)).map((one) => one.id);
  expect(await ids(person, 'me')).toEqual([mine.conversationId]);
  expect(await ids(api, 'me')).toEqual([]);
  expect(await ids(person, 'none')).toEqual([free.conversationId]);
  expect(await ids(person, organization.userId)).toEqual([mine.conversationId]);
  expect(await ids(person, uuidv7())).toEqual([]);
});

test('filters hold together: each narrows what the others leave', async ({ api, organization, sql }) => {
  const { id } = await createNumber(api);
  const other = await createNumber(api);
  const label = uuidv7();
  await sql`insert into labels (organization_id, id, name, color) values (${organization.id}, ${label}, 'VIP', 'green')`;
  const [both, labelled, elsewhere] = [
    await send(api, id, randomPhone(), 'a'),
    await send(api, id, randomPhone(), 'b'),
    await send(api, other.id, randomPhone(), 'c'),
  ].map(({ conversationId }) => conversationId);
  await api.patch(conversationPath(both ?? ''), { labelIds: [label], assigneeId: organization.userId });
  await api.patch(conversationPath(labelled ?? ''), { labelIds: [label] });
  await api.patch(conversationPath(elsewhere ?? ''), { labelIds: [label], status: 'pending' });
  const ids = async (query: string) => (await conversations(api, `?${query}`)).map((one) => one.id);
  expect(await ids(`label=${label}`)).toEqual([elsewhere, labelled, both]);
  expect(await ids(`label=${label}&instanceId=${id}`)).toEqual([labelled, both]);
  expect(await ids(`label=${label}&assignee=none&status=open`)).toEqual([labelled]);
  expect(await ids(`label=${label}&assignee=${organization.userId}&unread=false`)).toEqual([both]);
  expect(await ids(`label=${label}&unread=true`)).toEqual([]);
  expect(await ids(`label=${uuidv7()}`)).toEqual([]);
  expectInvalid(await api.get(`${CONVERSATIONS}?label=vip&instanceId=x`), 'label', 'instanceId');
});

test('at both ends of a thread there is an empty page and no cursor', async ({ api }) => {
  const { id } = await createNumber(api);
  const first = await send(api, id, randomPhone(), 'um');
  const last = await send(api, id, first.conversationId, 'dois');
  const path = conversationPath(first.conversationId, '/messages');
  const page = async (query: string) => {
    const { data, nextCursor } = (await api.get<Page<MessageView>>(`${path}?${query}`)).body;
    return { texts: data.map(({ text }) => text), isLast: nextCursor === null };
  };
  expect(await page(`before=${first.id}`)).toEqual({ texts: [], isLast: true });
  expect(await page(`after=${last.id}`)).toEqual({ texts: [], isLast: true });
  expect(await page(`around=${first.id}`)).toEqual({ texts: ['dois', 'um'], isLast: true });
  expect(await page(`around=${first.id}&limit=1`)).toEqual({ texts: ['um'], isLast: true });
  expect(await page(`around=${last.id}&limit=1`)).toEqual({ texts: ['dois'], isLast: false });
  expect(await page('around=unread&limit=1')).toEqual({ texts: ['dois'], isLast: false });
  expectInvalid(await api.get(`${path}?after=${first.id}&around=${last.id}`), 'before');
  expectInvalid(await api.get(`${path}?before=7`), 'before');
});
