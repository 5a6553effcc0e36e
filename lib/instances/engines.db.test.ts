import { sql } from 'drizzle-orm';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { newId } from '@/lib/core/ids';
import { type Scope, systemScope } from '@/lib/core/scope';
import { drainOutbox } from '@/lib/messages/drain';
import { sendTo } from '@/lib/messages/send';
import { createOrganization } from '@/lib/organizations/create';
import { upsertEnvServer } from '@/lib/servers/connect';
import { type Simulator, startSimulator } from '@/lib/waha/simulator/simulator';
import { somePhone } from '@/tests/setup/phones';
import { askStatus } from './asking';
import { connectInstance, disconnectInstance } from './commands';
import { getQr } from './pairing';
import { createInstance, getInstance } from './service';
import { carryOutWish } from './session';

let simulator: Simulator | undefined;

afterEach(async () => {
  await simulator?.close();
  // All tests share the row of the server: a number of an older one must not hold its only place.
  await database().execute(sql`update instances set deleted_at = now()`);
});
afterAll(closeDatabase);

type Where = Pick<NonNullable<Parameters<typeof startSimulator>[0]>, 'engine' | 'version'>;

/** An organization on a WAHA of some engine and version. Codes live long, the rest goes quickly. */
async function start(where: Where): Promise<Scope> {
  simulator = await startSimulator({ ...where, speed: 50, timings: { qrFirstMs: 600_000 }, apiKey: 'key' });
  await upsertEnvServer(database(), simulator.url, 'key');
  const { organizationId } = await createOrganization(database(), {
    name: 'Test',
    email: `${newId()}@example.com`,
    password: 'a long password',
  });
  return systemScope(organizationId);
}

const until = (scope: Scope, id: string, status: string) =>
  expect.poll(async () => (await askStatus(scope, id)).status, { timeout: 10_000 }).toBe(status);

describe('a number', () => {
  it.each<Where>([
    { engine: 'NOWEB', version: '2026.8.2' },
    { engine: 'GOWS', version: '2026.8.2' },
    { engine: 'WEBJS', version: '2026.8.2' },
    { engine: 'NOWEB', version: '2026.2.1' },
  ])('is linked and sends on %o', async (where) => {
    const scope = await start(where);
    const control = simulator?.control;
    const { id } = await createInstance(scope, { name: 'Vendas', settings: { pace: 'none' } });
    await connectInstance(scope, id);
    await carryOutWish(scope, id);
    await until(scope, id, 'SCAN_QR_CODE');
    expect((await getInstance(scope, id)).pending).toBeNull();
    const { value } = await getQr(scope, id);
    await control?.scan({ qr: value, phone: somePhone(), pushName: 'Casa Aurora' });
    await until(scope, id, 'WORKING');
    const customer = somePhone();
    await control?.customer({ phone: customer });
    const { id: sent } = await sendTo(scope, id, { to: customer, text: 'Olá' });
    await drainOutbox(scope, id);
    expect((await control?.received({ phone: customer }))?.map(({ copies }) => copies)).toEqual([1]);
    expect(sent).toBeTruthy();
    await disconnectInstance(scope, id);
    await carryOutWish(scope, id);
    await until(scope, id, 'STOPPED');
  });

  it('is not put on a server that can’t sign, and says which version can', async () => {
    const scope = await start({ engine: 'NOWEB', version: '2024.10.8' });
    // Nobody has asked this server yet who it is: the number is made, and shows why nothing comes of it.
    const { id } = await createInstance(scope, { name: 'Vendas', settings: { pace: 'none' } });
    await connectInstance(scope, id);
    await carryOutWish(scope, id);
    expect(await getInstance(scope, id)).toMatchObject({
      status: 'STOPPED',
      pending: null,
      health: { lastError: 'server_unsigned' },
    });
    expect((await simulator?.control.state())?.sessions.map(({ status }) => status)).not.toContain(
      'STARTING',
    );
    await expect(createInstance(scope, { name: 'Suporte' })).rejects.toMatchObject({
      code: 'conflict',
      detail: 'serverUnsigned',
      params: { version: '2024.10.8', lowest: '2025.3.2' },
    });
  });

  it('has one place only on an older WAHA, and says so', async () => {
    const scope = await start({ engine: 'NOWEB', version: '2026.2.1' });
    const first = await createInstance(scope, { name: 'Vendas' });
    await carryOutWish(scope, first.id);
    await expect(createInstance(scope, { name: 'Suporte' })).rejects.toMatchObject({
      code: 'conflict',
      detail: 'serverFull',
    });
  });
});
