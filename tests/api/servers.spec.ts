import { expect } from '@playwright/test';
import type { Page } from '@/lib/core/pagination';
import type { InstanceView } from '@/lib/instances/schema';
import type { ServerView } from '@/lib/servers/schema';
import { type Simulator, startSimulator } from '@/lib/waha/simulator/simulator';
import { callApi, withToken } from './support/client';
import { test as shared } from './support/fixtures';
import { test as own } from './support/ground';
import { createNumber, instancePath, randomPhone, waitForStatus } from './support/numbers';
import { insertToken } from './support/organizations';
import { expectInvalid, expectProblem } from './support/problems';
import { insertServer } from './support/servers';
import { waitFor } from './support/wait';

const LIST = '/api/whatsapp/servers';
const KEY = 'the-key-nobody-sees-again';
const pathOf = (id: string, rest = '') => `${LIST}/${id}${rest}`;

shared('an address inside is not asked, however it is written', async ({ api, app }) => {
  const { port } = new URL(app.simulator.url);
  const hosts = [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f000001',
    '127.1',
    '0.0.0.0',
    '10.0.0.1',
    '169.254.169.254',
  ];
  for (const host of hosts) {
    const answer = await api.post(LIST, {
      name: 'Inside',
      url: `http://${host}:${port}`,
      apiKey: app.simulator.apiKey,
    });
    expectInvalid(answer, 'url');
    expect(answer.text, host).toContain('private network');
  }
});

shared('what does not fit names its field', async ({ api }) => {
  const fine = { name: 'Filial', url: 'https://waha.example.com', apiKey: KEY };
  expectInvalid(await api.post(LIST, {}), 'name', 'url');
  for (const url of [
    'waha',
    'ftp://x.example.com',
    'https://me:secret@x.example.com',
    'https://x.example.com/?a=1',
  ])
    expectInvalid(await api.post(LIST, { ...fine, url }), 'url');
  expectInvalid(await api.post(LIST, { ...fine, apiKey: 'two\r\nlines' }), 'apiKey');
  expectInvalid(await api.post(LIST, { ...fine, capacity: 0 }), 'capacity');
});

shared(
  'servers are the owner’s, and only their own',
  async ({ app, api, strangerApi, sql, organization }) => {
    const id = await insertServer(sql, organization.id, 'http://127.0.0.1:1');
    expectProblem(await callApi(app.appUrl).get(LIST), 'unauthenticated');
    const { token } = await insertToken(sql, organization.id, ['instances:read', 'instances:write']);
    const helper = withToken(app.appUrl, token);
    expect((await helper.get<ServerView>(pathOf(id))).body).toMatchObject({ id, url: null });
    const body = { name: 'Filial', url: 'https://waha.example.com', apiKey: KEY };
    expectProblem(await helper.post(LIST, body), 'forbidden');
    expectProblem(await helper.patch(pathOf(id), { name: 'X' }), 'forbidden');
    expectProblem(await helper.delete(pathOf(id)), 'forbidden');
    expectProblem(await helper.post(pathOf(id, '/check')), 'forbidden');
    for (const answer of [
      await strangerApi.get(pathOf(id)),
      await strangerApi.patch(pathOf(id), { name: 'X' }),
      await strangerApi.delete(pathOf(id)),
      await strangerApi.post(pathOf(id, '/check')),
    ])
      expectProblem(answer, 'not_found');
    const seen = (await strangerApi.get<Page<ServerView>>(LIST)).body.data;
    expect(seen.map(({ name }) => name)).toEqual(['env']);
    expectProblem(await api.patch(pathOf(seen[0]?.id ?? ''), { name: 'Nosso' }), 'forbidden');
    expect((await api.post<ServerView>(pathOf(id, '/check'))).body.health.state).toBe('away');
  },
);

own.describe('where the operator allows its range', () => {
  own.use({ appEnv: { WAHA_SERVERS_ALLOWED_RANGES: '127.0.0.1/32' } });

  const running: Simulator[] = [];
  const start = async (options: Parameters<typeof startSimulator>[0] = {}) => {
    const timings = { qrFirstMs: 12_000_000 };
    const simulator = await startSimulator({ speed: 20, apiKey: KEY, timings, ...options });
    running.push(simulator);
    return simulator;
  };
  own.afterEach(async () => {
    for (const simulator of running.splice(0)) await simulator.close();
  });

  own(
    'a server is registered, filled, changed and removed, and its key is shown nowhere',
    async ({ ground }) => {
      const { api } = ground;
      const simulator = await start({ engine: 'GOWS' });
      const body = { name: 'Filial', url: `${simulator.url}/`, apiKey: KEY, capacity: 60 };
      const headers = { 'idempotency-key': 'filial' };
      const made = await api.post<ServerView>(LIST, body, headers);
      expect(made.status, made.text).toBe(201);
      const { id } = made.body;
      expect(made.headers.get('location')).toBe(pathOf(id));
      expect(made.body).toMatchObject({
        ...{
          name: 'Filial',
          url: simulator.url,
          hasKey: true,
          isShared: false,
          engine: 'GOWS',
          version: '2026.8.2',
        },
        ...{ capacity: 60, holds: 60, free: 60, numbers: 0, otherSessions: 0, health: { state: 'ok' } },
      });
      // The answer is remembered: nobody is asked again.
      expect((await api.post<ServerView>(LIST, body, headers)).body.id).toBe(id);
      expectProblem(await api.post(LIST, { ...body, name: 'Outro' }, headers), 'invalid');
      expectProblem(await api.post(LIST, { ...body, name: 'Outro' }), 'conflict');

      const number = await createNumber(api);
      expect(number.server).toMatchObject({ id, name: 'Filial' });
      await api.post(instancePath(number.id, '/connect'));
      await waitForStatus(api, number.id, 'SCAN_QR_CODE');
      await simulator.control.scan({ session: number.sessionName, phone: randomPhone() });
      await waitForStatus(api, number.id, 'WORKING');
      expectProblem(await api.delete(pathOf(id)), 'conflict');

      expectInvalid(await api.patch(pathOf(id), { apiKey: 'wrong-key-of-mine' }), 'apiKey');
      expectInvalid(await api.patch(pathOf(id), { url: 'http://127.0.0.1:9' }), 'apiKey');
      const changed = await api.patch<ServerView>(pathOf(id), { name: 'Sede', capacity: 1 });
      expect(changed.body).toMatchObject({ name: 'Sede', capacity: 1, free: 0 });
      const full = await api.post('/api/whatsapp/instances', { name: 'Mais', serverId: id });
      expectProblem(full, 'conflict');
      expect((await createNumber(api)).server.name).toBe('env');

      const texts = [
        made,
        changed,
        await api.get(LIST),
        await api.get(pathOf(id)),
        await api.post(pathOf(id, '/check')),
      ];
      expect(texts.map(({ text }) => text).join()).not.toContain(KEY);
      expect((await api.delete(instancePath(number.id))).status).toBe(204);
      const names = async () => (await simulator.control.state()).sessions.map(({ name }) => name);
      await waitFor(names, (list) => list.length === 0, { what: 'the session to go' });
      expect((await api.delete(pathOf(id))).status).toBe(204);
      expectProblem(await api.get(pathOf(id)), 'not_found');
      expect(ground.server().logs()).not.toContain(KEY);
      expect(ground.server().logs()).not.toContain('wrong-key-of-mine');
    },
  );

  own('what can’t be used is not registered, and why is said', async ({ ground }) => {
    const { api } = ground;
    const register = (url: string, apiKey = KEY) => api.post(LIST, { name: 'Filial', url, apiKey });
    const { url } = await start();
    expectInvalid(await register(url, 'not-this-key'), 'apiKey');
    expectInvalid(await register(`${url}/phone`), 'url');
    const away = await register('http://127.0.0.1:1');
    expectProblem(away, 'upstream_unavailable');
    expect(away.headers.get('retry-after')).toMatch(/^\d+$/);
    const unsigned = await register((await start({ version: '2024.10.8' })).url);
    expect(expectProblem(unsigned, 'conflict').detail).toContain('2025.3.2');
    expectInvalid(await register('http://127.0.0.2:9'), 'url');
  });

  own(
    'a session that was there before is ignored, adopted, and moved to another server',
    async ({ ground }) => {
      const { api, control, sql } = ground;
      const simulator = await start();
      const theirs = {
        name: 'shop',
        start: true,
        config: { webhooks: [{ url: 'http://127.0.0.1:9', events: ['*'] }] },
      };
      await fetch(`${simulator.url}/api/sessions`, {
        method: 'POST',
        headers: { 'x-api-key': KEY, 'content-type': 'application/json' },
        body: JSON.stringify(theirs),
      });
      const phone = randomPhone();
      await waitFor(simulator.control.state, ({ sessions }) => sessions[0]?.status === 'SCAN_QR_CODE', {
        what: 'a code',
      });
      await simulator.control.scan({ session: 'shop', phone });
      const made = await api.post<ServerView>(LIST, { name: 'Loja', url: simulator.url, apiKey: KEY });
      const { id } = made.body;
      expect(made.body.otherSessions).toBe(1);
      const sessions = pathOf(id, '/sessions');
      const shop = `${sessions}/shop`;
      expect((await api.patch(shop, { isIgnored: true })).status).toBe(204);
      expect((await api.get<Page<object>>(sessions)).body).toMatchObject({
        data: [{ name: 'shop', isIgnored: true }],
        nextCursor: null,
      });
      expectInvalid(await api.post(`${shop}/adopt`, {}), 'name');
      expectProblem(await api.post(`${sessions}/nobody/adopt`, { name: 'Loja' }), 'not_found');
      const adopted = await api.post<InstanceView>(`${shop}/adopt`, { name: 'Loja' });
      expect(adopted.status).toBe(201);
      const number = await waitForStatus(api, adopted.body.id, 'WORKING');
      expect(number.phoneNumber).toBe(`+${phone}`);
      expectProblem(await api.post(`${shop}/adopt`, { name: 'Loja' }), 'conflict');

      const [env] = await sql`select id from waha_servers where organization_id is null`;
      const move = instancePath(number.id, '/move');
      expectInvalid(await api.post(move, {}), 'serverId');
      expectProblem(await api.post(move, { serverId: number.id }), 'not_found');
      const moved = await api.post<InstanceView>(move, { serverId: env?.id });
      expect({ status: moved.status, server: moved.body.server.name }).toEqual({
        status: 202,
        server: 'env',
      });
      await waitForStatus(api, number.id, 'SCAN_QR_CODE');
      const [there] = (await control.state()).sessions;
      await control.scan({ session: there?.name, phone });
      await waitForStatus(api, number.id, 'WORKING');
      // What was not ours stays: only our webhook goes.
      await waitFor(
        async () =>
          (await fetch(`${simulator.url}/api/sessions/shop`, { headers: { 'x-api-key': KEY } })).json(),
        (session) => session.config?.webhooks?.length === 1,
        { what: 'our webhook to go' },
      );
      expect((await api.delete(pathOf(id))).status).toBe(204);
    },
  );

  own('an older WAHA holds one number, and says so', async ({ ground }) => {
    const { api } = ground;
    const { url } = await start({ version: '2026.2.1' });
    const made = await api.post<ServerView>(LIST, { name: 'Antigo', url, apiKey: KEY, capacity: 10 });
    expect(made.body).toMatchObject({ holds: 1, free: 1, otherSessions: 0 });
    const serverId = made.body.id;
    const { id } = await createNumber(api, { serverId });
    const second = await api.post<InstanceView>('/api/whatsapp/instances', { name: 'Mais', serverId });
    expect(expectProblem(second, 'conflict').detail).toContain('one number only');
    await api.post(instancePath(id, '/connect'));
    await waitForStatus(api, id, 'SCAN_QR_CODE');
  });
});
