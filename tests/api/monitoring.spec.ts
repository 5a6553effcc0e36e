import { expect } from '@playwright/test';
import { uuidv7 } from 'uuidv7';
import type { Page } from '@/lib/core/pagination';
import type { KeptEventDetail, KeptEventView, MonitoringView, ReplayAnswer } from '@/lib/monitoring/schema';
import { signIn, withToken } from './support/client';
import { test } from './support/fixtures';
import { conversations } from './support/messages';
import { createNumber, randomPhone } from './support/numbers';
import { insertToken } from './support/organizations';
import { expectInvalid, expectProblem } from './support/problems';
import { waitFor } from './support/wait';
import { envelope, messageEvent, webhookSender } from './support/webhooks';

const EVENTS = '/api/monitoring/events';

const strange = () => envelope('message.teleported', { way: 'beam', text: 'segredo' });

test('what nobody can read is listed, read raw, replayed and applied once it can be', async ({
  app,
  api,
  sql,
}) => {
  const instance = await createNumber(api);
  const post = await webhookSender(app, instance);
  await post(strange());
  await post(strange());
  const page = (await api.get<Page<KeptEventView>>(EVENTS)).body;
  expect(page.nextCursor).toBeNull();
  expect(page.data).toMatchObject(
    Array(2).fill({
      instanceId: instance.id,
      instanceName: instance.name,
      event: 'message.teleported',
      state: 'unknown',
      error: null,
      attempts: 1,
      isWaiting: false,
    }),
  );
  const [second, first] = page.data;
  const read = await api.get<KeptEventDetail>(`${EVENTS}/${first?.id}`);
  expect(JSON.parse(read.body.body ?? '')).toMatchObject({ payload: { text: 'segredo' } });

  const event = messageEvent({ chat: `${randomPhone()}@c.us`, text: 'Agora sim' });
  await sql`update webhook_events set body = convert_to(${JSON.stringify(event)}, 'UTF8') where id = ${first?.id ?? ''}`;
  const asked = await api.post<KeptEventView>(`${EVENTS}/${first?.id}/replay`);
  expect(asked.status).toBe(202);
  const after = await waitFor(
    async () => (await api.get<KeptEventDetail>(`${EVENTS}/${first?.id}`)).body,
    ({ isWaiting }) => !isWaiting,
    { what: 'the replay' },
  );
  expect(after).toMatchObject({ state: 'applied', attempts: 2, error: null });
  expect((await conversations(api)).map(({ lastMessage }) => lastMessage?.preview)).toEqual(['Agora sim']);
  expect((await api.get<Page<KeptEventView>>(EVENTS)).body.data.map(({ id }) => id)).toEqual([second?.id]);
  expect((await api.post<KeptEventView>(`${EVENTS}/${first?.id}/replay`)).body.state).toBe('applied');
});

test('all is replayed at once, also when asked twice, and what is still unreadable stays with one attempt more', async ({
  app,
  api,
}) => {
  const instance = await createNumber(api);
  const post = await webhookSender(app, instance);
  for (let n = 0; n < 5; n++) await post(strange());
  const answers = await Promise.all(
    [1, 2, 3].map(() => api.post<ReplayAnswer>('/api/monitoring/replay', { state: 'unknown' })),
  );
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
  const tried = await waitFor(
    async () => (await api.get<Page<KeptEventView>>(`${EVENTS}?instanceId=${instance.id}`)).body.data,
    (events) => events.every(({ isWaiting, attempts }) => !isWaiting && attempts > 1),
    { what: 'the replay' },
  );
  expect(tried).toHaveLength(5);
  expect((await api.get<MonitoringView>('/api/monitoring')).body).toMatchObject({
    events: { failed: 0, unknown: 5, waiting: 0 },
    sends: [],
    refused: [],
    jobs: [],
  });
});

test('a page ends where it says, and filters and cursors are checked', async ({ app, api }) => {
  const post = await webhookSender(app, await createNumber(api));
  for (let n = 0; n < 5; n++) await post(strange());
  const first = (await api.get<Page<KeptEventView>>(`${EVENTS}?limit=3`)).body;
  const rest = (await api.get<Page<KeptEventView>>(`${EVENTS}?limit=3&cursor=${first.nextCursor}`)).body;
  expect(new Set([...first.data, ...rest.data].map(({ id }) => id)).size).toBe(5);
  expect(rest.nextCursor).toBeNull();
  expect((await api.get<Page<KeptEventView>>(`${EVENTS}?state=failed`)).body.data).toEqual([]);
  expectInvalid(await api.get(`${EVENTS}?state=applied`), 'state');
  expectInvalid(await api.get(`${EVENTS}?instanceId=7`), 'instanceId');
  expectInvalid(await api.get(`${EVENTS}?cursor=nonsense`), 'cursor');
  expectInvalid(await api.post('/api/monitoring/replay', { ids: [] }), 'ids');
  expectProblem(await api.get(`${EVENTS}/${uuidv7()}`), 'not_found');
});

test('a refused signature is counted by number, and nothing of it is kept', async ({ app, api, sql }) => {
  const instance = await createNumber(api);
  const post = await webhookSender(app, instance);
  for (const signature of [null, 'abc', 'abc'])
    expectProblem(await post(strange(), { signature }), 'unauthenticated');
  const { refused } = (await api.get<MonitoringView>('/api/monitoring')).body;
  expect(refused).toMatchObject([{ instanceId: instance.id, count: 3 }]);
  expect((await api.get<Page<KeptEventView>>(EVENTS)).body.data).toEqual([]);
  expect(await sql`select 1 from webhook_events where instance_id = ${instance.id}`).toEqual([]);
});

test('each part has its permission: reading, replaying, and the raw body', async ({
  app,
  api,
  sql,
  organization,
}) => {
  const post = await webhookSender(app, await createNumber(api));
  await post(strange());
  const [event] = (await api.get<Page<KeptEventView>>(EVENTS)).body.data;
  const tokenOf = async (...scopes: string[]) =>
    withToken(app.appUrl, (await insertToken(sql, organization.id, scopes)).token);
  const blind = await tokenOf('conversations:read');
  expectProblem(await blind.get(EVENTS), 'forbidden');
  expectProblem(await blind.get('/api/monitoring'), 'forbidden');
  const reader = await tokenOf('monitoring:read');
  expect((await reader.get<KeptEventDetail>(`${EVENTS}/${event?.id}`)).body.body).toBeNull();
  expect((await reader.get<MonitoringView>('/api/monitoring')).body.sends).toBeNull();
  expectProblem(await reader.post('/api/monitoring/replay'), 'forbidden');
  expectProblem(await reader.post(`${EVENTS}/${event?.id}/replay`), 'forbidden');
  const owner = await tokenOf('monitoring:read', 'monitoring:bodies');
  expect((await owner.get<KeptEventDetail>(`${EVENTS}/${event?.id}`)).body.body).toContain('segredo');
});

for (const { role, statuses, hasBody } of [
  { role: 'owner', statuses: [200, 200], hasBody: true },
  { role: 'admin', statuses: [200, 200], hasBody: false },
  { role: 'agent', statuses: [403, 404], hasBody: false },
  { role: 'viewer', statuses: [403, 404], hasBody: false },
]) {
  test(`the page and the raw body are for whom they are for: ${role}`, async ({
    app,
    api,
    sql,
    organization,
  }) => {
    const post = await webhookSender(app, await createNumber(api));
    await post(strange());
    const [event] = (await api.get<Page<KeptEventView>>(EVENTS)).body.data;
    await sql`update memberships set role = ${role} where organization_id = ${organization.id}`;
    const cookie = await signIn(app.appUrl, organization.email, organization.password);
    const get = (path: string) => fetch(app.appUrl + path, { headers: { cookie } });
    const detail = await get(`${EVENTS}/${event?.id}`);
    expect([detail.status, (await get('/settings/monitoring')).status]).toEqual(statuses);
    expect((await detail.text()).includes('segredo')).toBe(hasBody);
  });
}
