import { expect } from '@playwright/test';
import { uuidv7 } from 'uuidv7';
import type { ConversationView } from '@/lib/conversations/schema';
import { test as base } from './support/fixtures';
import { conversationPath, send } from './support/messages';
import { createNumber, randomPhone } from './support/numbers';
import { expectInvalid, expectProblem } from './support/problems';

const test = base.extend<{ path: string }>({
  path: async ({ api }, use) => {
    const { id } = await createNumber(api);
    await use(conversationPath((await send(api, id, randomPhone(), 'Oi')).conversationId));
  },
});

const hence = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

test('an empty change changes nothing', async ({ api, path }) => {
  const before = (await api.get<ConversationView>(path)).body;
  for (const body of [undefined, {}, { unknown: 'field' }]) {
    const { status, body: after } = await api.patch<ConversationView>(path, body);
    expect(status).toBe(200);
    expect({ ...after, updatedAt: '' }).toEqual({ ...before, updatedAt: '' });
  }
});

test('each status, and only these, can be set; another status than snoozed has no time to wake', async ({
  api,
  path,
}) => {
  for (const status of ['pending', 'resolved', 'open'] as const) {
    await api.patch(path, { status: 'snoozed', snoozedUntil: hence(1) });
    const changed = await api.patch<ConversationView>(path, { status });
    expect(changed.body).toMatchObject({ status, snoozedUntil: null });
  }
  expectInvalid(await api.patch(path, { status: 'closed' }), 'status');
  expectInvalid(await api.patch(path, { status: 'open', snoozedUntil: hence(1) }), 'snoozedUntil');
});

test('a snooze has its time, which can be moved and not taken away', async ({ api, path }) => {
  for (const body of [
    { status: 'snoozed' },
    { status: 'snoozed', snoozedUntil: null },
    { status: 'snoozed', snoozedUntil: 'tomorrow' },
    { snoozedUntil: hence(1) },
  ])
    expectInvalid(await api.patch(path, body), 'snoozedUntil');
  const [first, later] = [hence(1), hence(2)];
  await api.patch(path, { status: 'snoozed', snoozedUntil: first });
  expectInvalid(await api.patch(path, { snoozedUntil: null }), 'snoozedUntil');
  expect((await api.patch<ConversationView>(path, { snoozedUntil: later })).body).toMatchObject({
    status: 'snoozed',
    snoozedUntil: later,
  });
  expect((await api.patch<ConversationView>(path, { assigneeId: null })).body.snoozedUntil).toBe(later);
});

test('one change that does not fit leaves the others undone', async ({ api, path, organization, sql }) => {
  const label = uuidv7();
  await sql`insert into labels (organization_id, id, name, color) values (${organization.id}, ${label}, 'VIP', 'green')`;
  const good = { status: 'resolved', assigneeId: organization.userId, labelIds: [label] };
  expectInvalid(await api.patch(path, { ...good, labelIds: [label, uuidv7()] }), 'labelIds');
  expectInvalid(await api.patch(path, { ...good, assigneeId: uuidv7() }), 'assigneeId');
  expect((await api.get<ConversationView>(path)).body).toMatchObject({
    status: 'open',
    assignee: null,
    labels: [],
  });
  const all = await api.patch<ConversationView>(path, { ...good, labelIds: [label, label] });
  expect(all.body).toMatchObject({
    status: 'resolved',
    assignee: { id: organization.userId },
    labels: [{ id: label, name: 'VIP', color: 'green' }],
  });
  const kept = await api.patch<ConversationView>(path, { status: 'open' });
  expect(kept.body).toMatchObject({ assignee: { id: organization.userId }, labels: [{ id: label }] });
});

test('who has ended their membership is given no conversation', async ({ api, path, organization, sql }) => {
  await sql`update memberships set ended_at = now() where organization_id = ${organization.id}`;
  expectInvalid(await api.patch(path, { assigneeId: organization.userId }), 'assigneeId');
});

test('a read conversation can be read again, and one that is not there can’t', async ({ api, path }) => {
  for (const _ of [1, 2]) {
    const { status, body } = await api.post<ConversationView>(`${path}/read`);
    expect({ status, unread: body.unreadCount }).toEqual({ status: 200, unread: 0 });
  }
  expectProblem(await api.post(conversationPath(uuidv7(), '/read')), 'not_found');
});
