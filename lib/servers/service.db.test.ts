import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { newId } from '@/lib/core/ids';
import { ROLE_PERMISSIONS, type Role } from '@/lib/core/permissions';
import { type Scope, systemScope } from '@/lib/core/scope';
import { createInstance, deleteInstance, getInstance } from '@/lib/instances/service';
import { createOrganization } from '@/lib/organizations/create';
import { type Simulator, startSimulator } from '@/lib/waha/simulator/simulator';
import { registerAt } from '@/tests/setup/registered-server';
import { checkServer, checkServers } from './check';
import { upsertEnvServer } from './connect';
import type { RegisterServerInput } from './schema';
import { getServer, listServers, removeServer, updateServer } from './service';

// Of all loopback addresses only the one where the simulators are.
process.env.WAHA_SERVERS_ALLOWED_RANGES = '127.0.0.1/32';

const KEY = 'a-key-that-nobody-sees';
const open: { close: () => unknown }[] = [];
let scope: Scope;

beforeEach(async () => {
  const { organizationId } = await createOrganization(database(), {
    name: 'Test',
    email: `${newId()}@example.com`,
    password: 'a long password',
  });
  scope = systemScope(organizationId);
});
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
  await database().execute(sql`delete from waha_servers where organization_id is null
    and not exists (select from instances where server_id = waha_servers.id)`);
});
afterAll(closeDatabase);

const as = (role: Role): Scope => ({
  ...scope,
  actor: { kind: 'user', userId: newId(), name: 'X', role, permissions: new Set(ROLE_PERMISSIONS[role]) },
});

async function waha(options: Parameters<typeof startSimulator>[0] = {}): Promise<Simulator> {
  const simulator = await startSimulator({ speed: 50, apiKey: KEY, ...options });
  open.push(simulator);
  return simulator;
}

async function web(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server: Server = createServer(answer as never);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => server.closeAllConnections() ?? server.close() });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const register = (input: Partial<RegisterServerInput> & { url: string }, by = scope) =>
  registerAt(by, { apiKey: KEY, ...input });

describe('a server', () => {
  it('is asked who it is before it is registered, and its key is shown nowhere', async () => {
    const { url } = await waha({ engine: 'GOWS' });
    const made = await register({ name: 'Filial', url: `${url}/`, capacity: 20 });
    expect(made).toMatchObject({ name: 'Filial', url, engine: 'GOWS', version: '2026.8.2', hasKey: true });
    expect(made).toMatchObject({ capacity: 20, holds: 20, numbers: 0, free: 20, health: { state: 'ok' } });
    const shown = [
      made,
      await getServer(scope, made.id),
      await listServers(scope),
      await checkServer(scope, made.id),
    ];
    expect(JSON.stringify(shown)).not.toContain(KEY);
    expect(JSON.stringify(shown)).not.toContain('ncrypted');
    const [row] = await database().execute(sql`select * from waha_servers where id = ${made.id}`);
    expect(JSON.stringify(row)).not.toContain(KEY);
  });

  it('that refuses the key, is no WAHA, leads elsewhere or is away is not registered', async () => {
    const { url } = await waha();
    let asked = 0;
    const inside = await web((_, response) => {
      asked++;
      response.end('{"version":"2026.8.2","engine":"NOWEB","tier":"CORE"}');
    });
    const redirect = await web((_, response) => response.writeHead(302, { location: inside }).end());
    const page = await web((_, response) => response.end('<html>secret inside</html>'));
    const field = (path: string) => ({ code: 'invalid', errors: [{ path }] });
    const wrong = await register({ url, apiKey: 'wrong-key' }).catch((error: Error) => error);
    expect(wrong).toMatchObject(field('apiKey'));
    expect(JSON.stringify(wrong) + String(wrong)).not.toContain('wrong-key');
    await expect(register({ url: page })).rejects.toMatchObject(field('url'));
    await expect(register({ url: redirect })).rejects.toMatchObject(field('url'));
    expect(asked).toBe(0);
    await expect(register({ url: 'http://127.0.0.1:1' })).rejects.toMatchObject({
      code: 'upstream_unavailable',
      detail: 'serverAway',
    });
    expect((await listServers(scope)).data).toEqual([]);
  });

  it.each([
    '127.0.0.2',
    '[::1]',
    '[::ffff:127.0.0.2]',
    '2130706434',
    '0x7f.2',
    '10.0.0.1',
    '169.254.169.254',
  ])('is not asked at an address inside: %s', async (host) => {
    await expect(register({ url: `http://${host}:9/` })).rejects.toMatchObject({
      code: 'invalid',
      errors: [{ path: 'url', message: expect.stringContaining('private network') }],
    });
  });

  it('that can’t sign is refused, with the lowest version that can', async () => {
    const { url } = await waha({ version: '2024.10.8' });
    await expect(register({ url })).rejects.toMatchObject({
      code: 'conflict',
      detail: 'serverUnsigned',
      params: { version: '2024.10.8', lowest: '2025.3.2' },
    });
  });

  it('is registered once, under a name of its own', async () => {
    const [one, two] = [await waha(), await waha()];
    const first = await register({ url: one.url, name: 'Filial' });
    await expect(register({ url: one.url })).rejects.toMatchObject({ detail: 'serverKnown' });
    await expect(register({ url: two.url, name: 'Filial' })).rejects.toMatchObject({
      detail: 'serverNameTaken',
    });
    await removeServer(scope, first.id);
    expect(await register({ url: one.url, name: 'Filial' })).toMatchObject({ name: 'Filial' });
  });

  it('belongs to its organization, and to its owners', async () => {
    const { url } = await waha();
    const { id } = await register({ url }, as('owner'));
    const stranger = systemScope(newId());
    await expect(getServer(stranger, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(updateServer(stranger, id, { name: 'X' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(removeServer(stranger, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(checkServer(stranger, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(register({ url }, as('admin'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(removeServer(as('admin'), id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await getServer(as('viewer'), id)).toMatchObject({ url: null });
  });

  it('of the installation is shown without its address and changed by nobody', async () => {
    const { url } = await waha();
    await upsertEnvServer(database(), url, KEY);
    const [env] = (await listServers(as('owner'))).data;
    expect(env).toMatchObject({ name: 'env', isShared: true, url: null });
    const id = env?.id ?? '';
    await expect(updateServer(scope, id, { name: 'Nosso' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(removeServer(scope, id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(register({ url })).rejects.toMatchObject({ detail: 'serverKnown' });
  });

  it('gets another key only when it takes it, and another address only with its key', async () => {
    const [one, two] = [await waha(), await waha({ apiKey: 'second' })];
    const { id } = await register({ url: one.url });
    expect(await updateServer(scope, id, { name: 'Outro', capacity: 3 })).toMatchObject({
      name: 'Outro',
      capacity: 3,
    });
    await expect(updateServer(scope, id, { apiKey: 'wrong' })).rejects.toMatchObject({
      errors: [{ path: 'apiKey' }],
    });
    await expect(updateServer(scope, id, { url: two.url })).rejects.toMatchObject({
      errors: [{ path: 'apiKey' }],
    });
    expect(await checkServer(scope, id)).toMatchObject({ health: { state: 'ok' }, url: one.url });
    const moved = await updateServer(scope, id, { url: two.url, apiKey: 'second', capacity: null });
    expect(moved).toMatchObject({ name: 'Outro', url: two.url, capacity: null });
    expect(await checkServer(scope, id)).toMatchObject({ health: { state: 'ok' } });
  });

  it('with numbers on it can’t be removed; afterwards its key is forgotten', async () => {
    const { url } = await waha();
    const { id } = await register({ url });
    const number = await createInstance(scope, { name: 'Vendas', serverId: id });
    await expect(removeServer(scope, id)).rejects.toMatchObject({
      code: 'conflict',
      detail: 'serverInUse',
      params: { count: 1 },
    });
    await deleteInstance(scope, number.id);
    await removeServer(scope, id);
    await expect(getServer(scope, id)).rejects.toMatchObject({ code: 'not_found' });
    const [row] = await database().execute(
      sql`select api_key_encrypted as key from waha_servers where id = ${id}`,
    );
    expect(row).toEqual({ key: null });
  });

  it('that no longer answers, or no longer takes its key, says so until it does', async () => {
    const [gone, changed] = [await waha(), await waha()];
    const first = await register({ url: gone.url });
    const second = await register({ url: changed.url });
    await gone.close();
    await database().execute(sql`update waha_servers set checked_at = now() - interval '2 minutes'`);
    await database().execute(sql`update waha_servers set api_key_encrypted = null where id = ${second.id}`);
    await checkServers();
    expect((await getServer(scope, first.id)).health.state).toBe('away');
    expect((await getServer(scope, second.id)).health.state).toBe('key_refused');
    expect(await updateServer(scope, second.id, { apiKey: KEY })).toMatchObject({ health: { state: 'ok' } });
  });
});

describe('a new number', () => {
  const put = async (serverId?: string) => {
    const { id } = await createInstance(scope, { name: 'Vendas', serverId });
    return (await getInstance(scope, id)).server.id;
  };

  it('goes to the server with most room', async () => {
    const [small, large] = [await waha(), await waha()];
    const { id: smallId } = await register({ url: small.url, capacity: 2 });
    const { id: largeId } = await register({ url: large.url, capacity: 4 });
    const places: string[] = [];
    for (let count = 0; count < 6; count++) places.push(await put());
    expect(places.filter((id) => id === largeId)).toHaveLength(4);
    expect(places.slice(0, 2)).toEqual([largeId, largeId]);
    expect(places.filter((id) => id === smallId)).toHaveLength(2);
    await expect(put()).rejects.toMatchObject({ code: 'conflict', detail: 'serversFull' });
    await expect(put(smallId)).rejects.toMatchObject({
      code: 'conflict',
      detail: 'serverAtCapacity',
      params: { capacity: 2 },
    });
    await updateServer(scope, smallId, { capacity: null });
    expect(await put()).toBe(smallId);
  });

  it('goes to none that is away while another answers', async () => {
    const [one, two] = [await waha(), await waha()];
    const { id: gone } = await register({ url: one.url, capacity: 90 });
    const { id: there } = await register({ url: two.url, capacity: 5 });
    await one.close();
    await checkServer(scope, gone);
    expect(await put()).toBe(there);
    expect(await put(gone)).toBe(gone);
  });

  it('finds no place beside another on an older WAHA, whatever its capacity says', async () => {
    const { url } = await waha({ version: '2026.2.1' });
    const { id } = await register({ url, capacity: 30 });
    expect(await getServer(scope, id)).toMatchObject({ holds: 1, free: 1 });
    expect(await put(id)).toBe(id);
    expect(await getServer(scope, id)).toMatchObject({ numbers: 1, free: 0 });
    await expect(put(id)).rejects.toMatchObject({ code: 'conflict', detail: 'serverFull' });
  });
});
