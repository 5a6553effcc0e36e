import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { newId } from '@/lib/core/ids';
import { type Scope, systemScope } from '@/lib/core/scope';
import { createOrganization } from '@/lib/organizations/create';
import { upsertEnvServer } from '@/lib/servers/connect';
import { ignoreSession, listOtherSessions } from '@/lib/servers/others';
import { getServer, listServers } from '@/lib/servers/service';
import { type Simulator, startSimulator } from '@/lib/waha/simulator/simulator';
import { untilStatus } from '@/tests/setup/linked-number';
import { somePhone } from '@/tests/setup/phones';
import { registerAt } from '@/tests/setup/registered-server';
import { adoptSession, findAdoptable } from './adopt';
import { createInstance, deleteInstance, getInstance } from './service';
import { carryOutWish } from './session';
import { removeSession } from './take-down';

process.env.WAHA_SERVERS_ALLOWED_RANGES = '127.0.0.1/32';

const THEIRS = { url: 'http://127.0.0.1:9/theirs', events: ['message'] };
let simulator: Simulator;
let scope: Scope;

beforeEach(async () => {
  simulator = await startSimulator({ speed: 50, apiKey: 'key', timings: { qrFirstMs: 600_000 } });
  const { organizationId } = await createOrganization(database(), {
    name: 'Test',
    email: `${newId()}@example.com`,
    password: 'a long password',
  });
  scope = systemScope(organizationId);
});
afterEach(() => simulator.close());
afterAll(closeDatabase);

const waha = async (method: string, path: string, body?: object) => {
  const answer = await fetch(simulator.url + path, {
    method,
    headers: { 'x-api-key': 'key', 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  return answer.json();
};

/** A session of somebody else's, linked to a phone; answers the phone. */
async function linkTheirs(name: string): Promise<string> {
  const config = { metadata: { team: 'loja' }, webhooks: [THEIRS], debug: false };
  await waha('POST', '/api/sessions', { name, start: true, config });
  const phone = somePhone();
  const status = async () => (await waha('GET', `/api/sessions/${name}`)).status;
  await expect.poll(status, { timeout: 10_000 }).toBe('SCAN_QR_CODE');
  await simulator.control.scan({ session: name, phone, pushName: 'Casa Aurora' });
  await expect.poll(status, { timeout: 10_000 }).toBe('WORKING');
  return phone;
}

async function adopt(serverId: string, session: string) {
  const place = { id: serverId, session };
  await findAdoptable(scope, undefined, place);
  const { id } = await adoptSession(scope, place, { name: 'Loja' });
  await carryOutWish(scope, id);
  await untilStatus(scope, id, 'WORKING');
  return id;
}

it('a session that was there before is listed until it is a number, and takes a place', async () => {
  const phone = await linkTheirs('shop');
  const { id } = await registerAt(scope, { url: simulator.url, capacity: 5 });
  expect(await getServer(scope, id)).toMatchObject({ otherSessions: 1, free: 4 });
  const ours = await createInstance(scope, { name: 'Vendas', serverId: id });
  await carryOutWish(scope, ours.id);
  expect((await listOtherSessions(scope, id)).data).toEqual([
    {
      name: 'shop',
      status: 'WORKING',
      phoneNumber: `+${phone}`,
      pushName: 'Casa Aurora',
      isIgnored: false,
    },
  ]);
  const number = await adopt(id, 'shop');
  expect(await getInstance(scope, number)).toMatchObject({ name: 'Loja', phoneNumber: `+${phone}` });
  expect((await listOtherSessions(scope, id)).data).toEqual([]);
  expect(await getServer(scope, id)).toMatchObject({ numbers: 2, otherSessions: 0, free: 3 });
  await expect(adopt(id, 'shop')).rejects.toMatchObject({ code: 'conflict', detail: 'sessionTaken' });
  await expect(adopt(id, 'nobody')).rejects.toMatchObject({ code: 'not_found' });
});

it('an adopted session keeps what others set in it, and stays when its number is deleted', async () => {
  await linkTheirs('shop');
  const { id } = await registerAt(scope, { url: simulator.url });
  const number = await adopt(id, 'shop');
  const { config } = await waha('GET', '/api/sessions/shop');
  expect(config.webhooks).toEqual([
    expect.objectContaining(THEIRS),
    expect.objectContaining({ url: expect.stringContaining('/api/whatsapp/webhook/recado_') }),
  ]);
  expect(config.metadata).toMatchObject({ team: 'loja', 'recado.instance': number });
  await deleteInstance(scope, number);
  await removeSession(scope, number);
  const after = await waha('GET', '/api/sessions/shop');
  expect(after.config).toMatchObject({ metadata: { team: 'loja' }, webhooks: [THEIRS] });
  expect(after.config.webhooks).toHaveLength(1);
  await expect
    .poll(async () => (await waha('GET', '/api/sessions/shop')).status, { timeout: 10_000 })
    .toBe('WORKING');
});

it('what nobody wants is remembered', async () => {
  await linkTheirs('shop');
  const { id } = await registerAt(scope, { url: simulator.url });
  const isIgnored = async () => (await listOtherSessions(scope, id)).data.map((session) => session.isIgnored);
  await ignoreSession(scope, { id, session: 'shop' }, true);
  await ignoreSession(scope, { id, session: 'shop' }, true);
  expect(await isIgnored()).toEqual([true]);
  expect(await getServer(scope, id)).toMatchObject({ otherSessions: 1, ignoredSessions: 1 });
  await ignoreSession(scope, { id, session: 'shop' }, false);
  expect(await isIgnored()).toEqual([false]);
});

it('sessions on the installation’s own server are shown to none of several organizations', async () => {
  await upsertEnvServer(database(), simulator.url, 'key');
  const [env] = (await listServers(scope)).data;
  await expect(listOtherSessions(scope, env?.id ?? '')).rejects.toMatchObject({ code: 'forbidden' });
  await expect(findAdoptable(scope, undefined, { id: env?.id ?? '', session: 'shop' })).rejects.toMatchObject(
    {
      code: 'forbidden',
    },
  );
});
