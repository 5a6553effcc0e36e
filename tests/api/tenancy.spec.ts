import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { Sql } from 'postgres';
import { uuidv7 } from 'uuidv7';
import type { Page } from '@/lib/core/pagination';
import { createOrganization } from '../setup/organizations';
import { type Api, callApi, withToken } from './support/client';
import { test } from './support/fixtures';
import { insertKeptEvent } from './support/journal';
import { bearer, type Caller, PIXEL, upload } from './support/media';
import { conversationPath, conversations, send, thread } from './support/messages';
import { createNumber, instancePath, randomPhone } from './support/numbers';
import { insertToken } from './support/organizations';
import { expectInvalid, expectProblem } from './support/problems';
import { readDocument, routesOf, routesOnDisk, type Verb } from './support/routes';
import { insertServer } from './support/servers';

/** Open to everybody, or with credentials of another kind: each has tests of its own. */
const WITHOUT_CREDENTIALS = [
  '/api/auth/{...nextauth}',
  '/api/cron',
  '/api/health',
  '/api/health/live',
  '/api/openapi.json',
  '/api/whatsapp/webhook/{sessionName}',
];

/** A body that fits, for each verb that wants one. */
const BODIES: Record<string, object> = {
  'POST /api/whatsapp/instances': { name: 'Vendas' },
  'PATCH /api/whatsapp/instances/{id}': { name: 'Roubado' },
  'POST /api/whatsapp/servers': { name: 'Filial', url: 'https://waha.example.com', apiKey: 'key' },
  'PATCH /api/whatsapp/servers/{id}': { name: 'Roubado' },
  'PATCH /api/whatsapp/servers/{id}/sessions/{session}': { isIgnored: true },
  'POST /api/whatsapp/servers/{id}/sessions/{session}/adopt': { name: 'Roubado' },
  'POST /api/whatsapp/instances/{id}/move': { serverId: '018f0000-0000-7000-8000-000000000001' },
  'POST /api/whatsapp/instances/{id}/pairing-code': { phoneNumber: '+5511987654321' },
  'POST /api/whatsapp/instances/{id}/send': { to: '+5511987654321', text: 'Oi' },
  'PATCH /api/messages/conversations/{id}': { status: 'resolved' },
  'POST /api/messages/conversations/{id}/messages': { text: 'Oi' },
  'PUT /api/messages/{id}/reaction': { emoji: '👍' },
  'PATCH /api/messages/{id}': { text: 'Oi' },
  'POST /api/templates': { shortcut: 'ola', text: 'Oi' },
  'PATCH /api/templates/{id}': { text: 'Roubado' },
};

type Call = { verb: Verb; path: string; body: object | undefined };

/** Every route × verb that wants credentials, as the folders say. */
const calls = (): Call[] =>
  routesOnDisk()
    .filter(({ path }) => !WITHOUT_CREDENTIALS.includes(path) && path !== '/api/{...path}')
    .flatMap(({ path, verbs }) => verbs.map((verb) => ({ verb, path, body: BODIES[`${verb} ${path}`] })));

type Owned = {
  instanceId: string;
  conversationId: string;
  messageId: string;
  mediaId: string;
  eventId: string;
  serverId: string;
  templateId: string;
};

/** The id of the first organization that belongs at this place of an address. */
function idFor(path: string, owned: Owned): string {
  if (path.startsWith('/api/whatsapp/instances/{id}')) return owned.instanceId;
  if (path.startsWith('/api/whatsapp/servers/{id}')) return owned.serverId;
  if (path.startsWith('/api/messages/conversations/{id}')) return owned.conversationId;
  // With a join of the other organization: identity.spec.ts.
  if (path.startsWith('/api/messages/merges/{id}')) return owned.conversationId;
  if (path.startsWith('/api/messages/{id}')) return owned.messageId;
  if (path.startsWith('/api/templates/{id}')) return owned.templateId;
  if (path.startsWith('/api/media/{id}') || path.startsWith('/api/media/direct/{id}')) return owned.mediaId;
  if (path.startsWith('/api/monitoring/events/{id}')) return owned.eventId;
  throw new Error(`Say here whose id ${path} takes.`);
}

const addressOf = (path: string, id: string) => path.replace('{id}', id).replace('{session}', 'default');

async function makeOwned(api: Api, caller: Caller, sql: Sql, organizationId: string): Promise<Owned> {
  const { id: instanceId } = await createNumber(api);
  const { conversationId, id: messageId } = await send(api, instanceId, randomPhone(), 'Nosso');
  const { uploadId: mediaId } = await upload(caller, { bytes: PIXEL });
  const eventId = await insertKeptEvent(sql, instanceId);
  const serverId = await insertServer(sql, organizationId, 'http://127.0.0.1:1');
  const { id: templateId } = (
    await api.post<{ id: string }>('/api/templates', { shortcut: 'nosso', text: 'Nosso' })
  ).body;
  return { instanceId, conversationId, messageId, mediaId, eventId, serverId, templateId };
}

/** Everything the first organization has, as it stands in the tables; what its own jobs write is left out. */
const snapshot = (sql: Sql, organizationId: string) => sql`
  select
    (select json_agg(json_build_array(id, name, settings, wish, deleted_at) order by id) from instances where organization_id = ${organizationId}) as instances,
    (select json_agg(json_build_array(id, name, url, api_key_encrypted, removed_at) order by id) from waha_servers where organization_id = ${organizationId}) as servers,
    (select json_agg(json_build_array(id, status, assignee_id, unread_count) order by id) from conversations where organization_id = ${organizationId}) as conversations,
    (select json_agg(json_build_array(id, text) order by id) from messages where organization_id = ${organizationId}) as messages,
    (select json_agg(json_build_array(message_id, kind, text)) from message_changes where organization_id = ${organizationId}) as changes,
    (select json_agg(json_build_array(id, state, replay_requested_at) order by id) from webhook_events where organization_id = ${organizationId} and event = 'message.teleported') as journal,
    (select json_agg(json_build_array(id, shortcut, text) order by id) from templates where organization_id = ${organizationId}) as templates`;

test('every route that the folders hold is walked here', async ({ app }) => {
  const walked = new Set(calls().map(({ path }) => path));
  expect(walked.size).toBeGreaterThanOrEqual(15);
  const documented = routesOf(await readDocument(callApi(app.appUrl))).map(({ path }) => path);
  const missing = documented.filter((path) => !walked.has(path) && !WITHOUT_CREDENTIALS.includes(path));
  expect(missing).toEqual([]);
});

test('nobody gets 401 everywhere, before anything else is looked at', async ({ app }) => {
  const wrong: [string, Api][] = [
    ['no credentials', callApi(app.appUrl)],
    ['an unknown token', withToken(app.appUrl, 'rt_unknown-token-0123456789')],
    ['another scheme', callApi(app.appUrl, { authorization: 'Basic YTpi' })],
    ['an empty header', callApi(app.appUrl, { authorization: '' })],
    ['a made-up cookie', callApi(app.appUrl, { cookie: 'next-auth.session-token=made.up' })],
  ];
  for (const [who, api] of wrong) {
    for (const { verb, path, body } of calls()) {
      const answer = await api.call(verb, addressOf(path, randomUUID()), { body });
      expect({ who, verb, path, status: answer.status }).toEqual({ who, verb, path, status: 401 });
      expectProblem(answer, 'unauthenticated');
    }
  }
});

test('a revoked token is nobody', async ({ api, sql, organization }) => {
  expect((await api.get('/api/whatsapp/instances')).status).toBe(200);
  await sql`update api_tokens set revoked_at = now() where id = ${organization.tokenId}`;
  expectProblem(await api.get('/api/whatsapp/instances'), 'unauthenticated');
});

test('a stranger made by the operator’s command finds nothing anywhere and changes nothing', async ({
  app,
  api,
  sql,
  organization,
}) => {
  const stranger = withToken(app.appUrl, (await createOrganization(app.databaseUrl)).token);
  const owned = await makeOwned(api, bearer(app.appUrl, organization.token), sql, organization.id);
  const before = await snapshot(sql, organization.id);
  const withIds = calls().filter(({ path }) => path.includes('{id}'));
  expect(withIds.length).toBeGreaterThan(12);
  for (const { verb, path, body } of withIds) {
    const answer = await stranger.call(verb, addressOf(path, idFor(path, owned)), { body });
    expect({ verb, path, status: answer.status }).toEqual({ verb, path, status: 404 });
    expectProblem(answer, 'not_found');
    expect(answer.text).not.toContain('Nosso');
  }
  expect(await snapshot(sql, organization.id)).toEqual(before);
  for (const list of [
    '/api/whatsapp/instances',
    '/api/messages/conversations',
    '/api/monitoring/events',
    '/api/templates',
  ]) {
    expect((await stranger.get<Page<object>>(list)).body).toEqual({ data: [], nextCursor: null });
  }
  expect((await stranger.post<{ data: object[] }>('/api/whatsapp/sync')).body).toEqual({ data: [] });
});

test('what is no id, or nobody’s, is 404 on every route', async ({ app, sql, organization }) => {
  test.setTimeout(120_000);
  for (const id of ['7', 'not-a-uuid', '%27;--', '%00', uuidv7()]) {
    // A token each: together they are more requests than one may make in a second.
    const api = withToken(app.appUrl, (await insertToken(sql, organization.id, ['*'])).token);
    for (const { verb, path, body } of calls().filter((call) => call.path.includes('{id}'))) {
      const answer = await api.call(verb, addressOf(path, id), { body });
      expect({ verb, path, id, status: answer.status }).toEqual({ verb, path, id, status: 404 });
      expectProblem(answer, 'not_found');
    }
    for (const path of ['/api', '/api/no/such/route']) expectProblem(await api.get(path), 'not_found');
  }
});

test('ids of a stranger inside bodies and queries lead nowhere', async ({
  app,
  api,
  strangerApi,
  sql,
  organization,
  stranger,
}) => {
  const theirs = await makeOwned(strangerApi, bearer(app.appUrl, stranger.token), sql, stranger.id);
  const ours = await makeOwned(api, bearer(app.appUrl, organization.token), sql, organization.id);
  const label = uuidv7();
  await sql`insert into labels (organization_id, id, name, color) values (${organization.id}, ${label}, 'VIP', 'green')`;
  const path = conversationPath(theirs.conversationId);
  const replies = { text: 'Oi', replyTo: ours.messageId };
  expectProblem(await strangerApi.post(`${path}/messages`, replies), 'not_found');
  const toOurs = { to: ours.conversationId, text: 'Oi' };
  expectProblem(await strangerApi.post(instancePath(theirs.instanceId, '/send'), toOurs), 'not_found');
  for (const anchor of ['before', 'after', 'around']) {
    const answer = await strangerApi.get(`${path}/messages?${anchor}=${ours.messageId}`);
    expectProblem(answer, 'not_found');
  }
  expectInvalid(await strangerApi.patch(path, { assigneeId: organization.userId }), 'assigneeId');
  expectInvalid(await strangerApi.patch(path, { labelIds: [label] }), 'labelIds');
  expect(await conversations(strangerApi, `?instanceId=${ours.instanceId}`)).toEqual([]);
  expect(await conversations(strangerApi, `?label=${label}`)).toEqual([]);
  expect(await conversations(strangerApi, `?assignee=${organization.userId}`)).toEqual([]);
  expect(await thread(strangerApi, theirs.conversationId)).toHaveLength(1);
});

test('a stranger’s WAHA server does not exist, and a place in our list says nothing of theirs', async ({
  api,
  strangerApi,
  sql,
  organization,
}) => {
  const serverId = uuidv7();
  await sql`insert into waha_servers (id, organization_id, name, url) values (${serverId}, ${organization.id}, 'Nosso', 'http://127.0.0.1:1')`;
  const wanted = { name: 'Vendas', serverId };
  expectProblem(await strangerApi.post('/api/whatsapp/instances', wanted), 'not_found');
  await createNumber(api);
  await createNumber(api);
  const first = await api.get<Page<object>>('/api/whatsapp/instances?limit=1');
  const cursor = first.body.nextCursor;
  const seen = await strangerApi.get<Page<object>>(`/api/whatsapp/instances?cursor=${cursor}`);
  expect(seen.body.data).toEqual([]);
});
