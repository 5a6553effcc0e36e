import { expect } from '@playwright/test';
import type { Page } from '@/lib/core/pagination';
import type { InstanceView, QrView } from '@/lib/instances/schema';
import { freePort } from '../../db/embedded-server/ports';
import { startSimulator } from '../../scripts/lib/simulator';
import { test } from './support/fixtures';
import { createNumber, instancePath, linkNumber, randomPhone, waitForStatus } from './support/numbers';
import { expectInvalid, expectProblem } from './support/problems';
import { insertServer } from './support/servers';
import { waitFor } from './support/wait';

const LIST = '/api/whatsapp/instances';

test('a number is created, scanned, stopped, unlinked and deleted', async ({ api, simulator }) => {
  const created = await api.post<InstanceView>(LIST, { name: ' Vendas ', settings: { ignoreGroups: true } });
  expect(created.status).toBe(201);
  const { id, sessionName } = created.body;
  expect(created.headers.get('location')).toBe(instancePath(id));
  expect(created.body).toMatchObject({ name: 'Vendas', status: 'STOPPED', pending: null, phoneNumber: null });
  expect(created.body.settings).toMatchObject({
    autoReply: false,
    ignoreGroups: true,
    sendReadReceipts: true,
  });
  expect(sessionName).toMatch(/^[A-Za-z0-9_-]{1,54}$/);

  const connected = await api.post<InstanceView>(instancePath(id, '/connect'));
  expect({ status: connected.status, pending: connected.body.pending }).toEqual({
    status: 202,
    pending: 'connect',
  });
  await waitForStatus(api, id, 'SCAN_QR_CODE');

  const qr = await api.get<QrView>(instancePath(id, '/qr'));
  expect(qr.status).toBe(200);
  expect(qr.body.image).toMatch(/^data:image\/png;base64,/);
  expect(new Date(qr.body.expiresAt).getTime()).toBeGreaterThan(Date.now());
  const picture = await api.get(instancePath(id, '/qr'), { accept: 'image/png' });
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(picture.text.slice(1, 4)).toBe('PNG');

  const phone = randomPhone();
  await simulator.scan({ session: sessionName, phone, pushName: 'Loja da Bia' });
  const working = await waitForStatus(api, id, 'WORKING');
  expect(working).toMatchObject({ phoneNumber: `+${phone}`, pushName: 'Loja da Bia' });
  expect(working.connectedAt).not.toBeNull();
  const asked = await api.get<InstanceView>(instancePath(id, '/status'));
  expect(asked.body).toMatchObject({ status: 'WORKING', server: { engine: 'NOWEB', version: '2026.8.2' } });

  const stopped = await api.post<InstanceView>(instancePath(id, '/disconnect'));
  expect({ status: stopped.status, pending: stopped.body.pending }).toEqual({
    status: 202,
    pending: 'disconnect',
  });
  await waitForStatus(api, id, 'STOPPED');
  await api.post(instancePath(id, '/connect'));
  await waitForStatus(api, id, 'WORKING');

  expect((await api.post(instancePath(id, '/disconnect'), { logout: true })).status).toBe(202);
  await waitForStatus(api, id, 'STOPPED');
  await api.post(instancePath(id, '/connect'));
  await waitForStatus(api, id, 'SCAN_QR_CODE');

  const deleted = await api.delete(instancePath(id));
  expect({ status: deleted.status, text: deleted.text }).toEqual({ status: 204, text: '' });
  expectProblem(await api.get(instancePath(id)), 'not_found');
  expectProblem(await api.delete(instancePath(id)), 'not_found');
  expect((await api.get<Page<InstanceView>>(LIST)).body.data).toEqual([]);
  const sessions = async () => (await simulator.state()).sessions.map(({ name }) => name);
  await waitFor(sessions, (names) => !names.includes(sessionName), { what: 'WAHA’s session to go' });
});

test('a number is renamed and its settings change one by one', async ({ api }) => {
  const { id, settings } = await createNumber(api);
  const changed = await api.patch<InstanceView>(instancePath(id), { settings: { autoReply: true } });
  expect(changed.status).toBe(200);
  expect(changed.body).toMatchObject({ name: 'Vendas', settings: { ...settings, autoReply: true } });
  expect((await api.patch<InstanceView>(instancePath(id), { name: 'Suporte' })).body.name).toBe('Suporte');
  expect((await api.get<InstanceView>(instancePath(id))).body).toMatchObject({
    name: 'Suporte',
    settings: { ...settings, autoReply: true },
  });
  expectInvalid(await api.patch(instancePath(id), { name: '  ' }), 'name');
});

test('connecting twice, and disconnecting twice, is the same as once', async ({ api, number }) => {
  const again = await api.post<InstanceView>(instancePath(number.id, '/connect'));
  expect({ status: again.status, now: again.body.status, pending: again.body.pending }).toEqual({
    status: 202,
    now: 'WORKING',
    pending: null,
  });
  const stops = await Promise.all([1, 2, 3].map(() => api.post(instancePath(number.id, '/disconnect'))));
  expect(stops.map(({ status }) => status)).toEqual([202, 202, 202]);
  await waitForStatus(api, number.id, 'STOPPED');
  expect((await api.post<InstanceView>(instancePath(number.id, '/disconnect'))).body).toMatchObject({
    status: 'STOPPED',
    pending: null,
  });
});

test('a phone is linked by typing a pairing code', async ({ api, simulator }) => {
  const { id } = await createNumber(api);
  await api.post(instancePath(id, '/connect'));
  await waitForStatus(api, id, 'SCAN_QR_CODE');
  const phone = randomPhone();
  const phoneNumber = `+${phone}`;
  const answer = await api.post<{ code: string }>(instancePath(id, '/pairing-code'), { phoneNumber });
  expect(answer.status).toBe(200);
  await simulator.pair({ code: answer.body.code, phone });
  expect(await waitForStatus(api, id, 'WORKING')).toMatchObject({ phoneNumber });
  expectInvalid(await api.post(instancePath(id, '/pairing-code'), { phoneNumber: 'letters' }), 'phoneNumber');
});

test('connecting a number that failed brings it back', async ({ api, number, simulator }) => {
  await simulator.crash({ session: number.sessionName });
  await waitForStatus(api, number.id, 'FAILED');
  expect((await api.post(instancePath(number.id, '/connect'))).status).toBe(202);
  await waitForStatus(api, number.id, 'WORKING');
});

test('a number that the phone unlinked can be scanned again', async ({ api, number, simulator }) => {
  await simulator.unlink({ session: number.sessionName });
  await waitForStatus(api, number.id, 'FAILED');
  await api.post(instancePath(number.id, '/connect'));
  await waitForStatus(api, number.id, 'SCAN_QR_CODE');
});

test('sync compares every number with WAHA', async ({ api, number }) => {
  const other = await createNumber(api);
  const answer = await api.post<{ data: object[] }>('/api/whatsapp/sync');
  expect(answer.status).toBe(200);
  const fine = { recoveredMessages: 0, error: null };
  expect(answer.body.data).toEqual([
    { instanceId: number.id, before: 'WORKING', after: 'WORKING', ...fine },
    { instanceId: other.id, before: 'STOPPED', after: 'STOPPED', ...fine },
  ]);
});

test('pages skip and repeat nothing while rows are inserted', async ({ api }) => {
  const before = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => createNumber(api, { name: `N${n}` })));
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor ? `?limit=2&cursor=${cursor}` : '?limit=2';
    const { data, nextCursor } = (await api.get<Page<InstanceView>>(LIST + query)).body;
    expect(data.length).toBeLessThanOrEqual(2);
    seen.push(...data.map(({ id }) => id));
    cursor = nextCursor;
    if (seen.length < 7) await createNumber(api, { name: 'Novo' });
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
  expectInvalid(await api.get(`${LIST}?cursor=nonsense`), 'cursor');
  expectInvalid(await api.get(`${LIST}?limit=1000`), 'limit');
});

test('what is wished while WAHA is away is accepted, and done when it comes', async ({
  app,
  api,
  sql,
  organization,
}, testInfo) => {
  const port = await freePort();
  const serverId = await insertServer(sql, organization.id, `http://127.0.0.1:${port}`);
  const { id } = await createNumber(api, { serverId });
  const connected = await api.post<InstanceView>(instancePath(id, '/connect'));
  expect({ status: connected.status, pending: connected.body.pending }).toEqual({
    status: 202,
    pending: 'connect',
  });
  await waitFor(
    async () => (await api.get<InstanceView>(instancePath(id))).body.health.lastError,
    (error) => error !== null,
    { what: 'the number to say that WAHA is away' },
  );
  const late = await startSimulator({
    port,
    apiKey: app.simulator.apiKey,
    speed: 20,
    dataDir: testInfo.outputPath('simulator'),
    logFile: testInfo.outputPath('simulator.log'),
  });
  try {
    await waitForStatus(api, id, 'SCAN_QR_CODE');
  } finally {
    await late.stop();
  }
});

test('two numbers of one organization link side by side', async ({ api, simulator }) => {
  const numbers = await Promise.all([linkNumber(api, simulator), linkNumber(api, simulator)]);
  const { data } = (await api.get<Page<InstanceView>>(LIST)).body;
  expect(data.map(({ phoneNumber }) => phoneNumber).sort()).toEqual(
    numbers.map(({ phone }) => `+${phone}`).sort(),
  );
});
