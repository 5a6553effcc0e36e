import { sql } from 'drizzle-orm';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { newId } from '@/lib/core/ids';
import { systemScope } from '@/lib/core/scope';
import { askStatus } from '@/lib/instances/asking';
import { connectInstance } from '@/lib/instances/commands';
import { getQr } from '@/lib/instances/pairing';
import { createInstance } from '@/lib/instances/service';
import { carryOutWish } from '@/lib/instances/session';
import { createOrganization } from '@/lib/organizations/create';
import { upsertEnvServer } from '@/lib/servers/connect';
import { type Simulator, startSimulator } from '@/lib/waha/simulator/simulator';
import { somePhone } from '@/tests/setup/phones';
import { ackOf, receiveBatch } from '@/tests/setup/receive-support';
import { drainOutbox } from './drain';
import { retryMessage, sendTo } from './send';

let simulator: Simulator | undefined;

afterEach(async () => {
  await simulator?.close();
  await database().execute(sql`update instances set deleted_at = now()`);
});
afterAll(closeDatabase);

type Stored = { id: string; status: string; error_code: string | null; absences: number; wa_id: string };

/** A working number whose WAHA nobody hears, so that only answers and questions settle a send, and a customer. */
async function start(engine: 'NOWEB' | 'WEBJS' = 'NOWEB') {
  simulator = await startSimulator({ engine, speed: 50, timings: { qrFirstMs: 600_000 }, apiKey: 'key' });
  const { control } = simulator;
  await upsertEnvServer(database(), simulator.url, 'key');
  const { organizationId } = await createOrganization(database(), {
    name: 'Test',
    email: `${newId()}@example.com`,
    password: 'a long password',
  });
  const scope = systemScope(organizationId);
  const { id } = await createInstance(scope, { name: 'Vendas', settings: { pace: 'none' } });
  const until = (status: string) =>
    expect.poll(async () => (await askStatus(scope, id)).status, { timeout: 10_000 }).toBe(status);
  await connectInstance(scope, id);
  await carryOutWish(scope, id);
  await until('SCAN_QR_CODE');
  await control.scan({ qr: (await getQr(scope, id)).value, phone: somePhone(), pushName: 'Loja' });
  await until('WORKING');
  const phone = somePhone();
  await control.customer({ phone });
  return {
    control,
    scope,
    instanceId: id,
    send: (text: string, to = phone) => sendTo(scope, id, { to, text }),
    drain: () => drainOutbox(scope, id),
    /** The pause before the next look is over. */
    wait: (column: 'next_attempt_at' | 'sending_at', seconds: number) =>
      database().execute(sql`
        update messages set ${sql.identifier(column)} = ${sql.identifier(column)} - make_interval(secs => ${seconds})
        where organization_id = ${organizationId}`),
    stored: () =>
      database().execute<Stored>(sql`
        select id, status, error_code, absences, wa_id from messages where organization_id = ${organizationId} order by id`),
    arrived: async () =>
      (await control.received({})).map(({ content, copies }) => [
        content?.kind === 'text' ? content.text : null,
        copies,
      ]),
  };
}

describe('the outbox', { timeout: 60_000 }, () => {
  it('sends in order, each once', async () => {
    const { send, drain, arrived, stored } = await start();
    const other = somePhone();
    await send('um');
    await send('dois', other);
    await send('três');
    await Promise.all([drain(), drain()]);
    expect(await arrived()).toEqual([
      ['um', 1],
      ['dois', 1],
      ['três', 1],
    ]);
    expect((await stored()).map(({ status }) => status)).toEqual(['sent', 'sent', 'sent']);
  });

  it('asks for a send whose answer was cut, and never sends it again', async () => {
    const { control, send, drain, wait, arrived, stored } = await start();
    await control.cutAnswers();
    await send('Cortada');
    await drain();
    expect(await stored()).toMatchObject([{ status: 'checking' }]);
    await wait('next_attempt_at', 10);
    await drain();
    expect(await stored()).toMatchObject([{ status: expect.stringMatching(/^(sent|delivered)$/) }]);
    expect(await arrived()).toEqual([['Cortada', 1]]);
  });

  it('sends again only what WAHA said twice is not there', async () => {
    const { control, send, drain, wait, arrived, stored } = await start();
    await control.crashBeforeSend();
    await send('Caiu antes');
    await drain();
    expect(await stored()).toMatchObject([{ status: 'checking', absences: 0 }]);
    await wait('next_attempt_at', 10);
    await drain();
    expect(await stored()).toMatchObject([{ status: 'checking', absences: 1 }]);
    expect(await arrived()).toEqual([]);
    await wait('next_attempt_at', 10);
    await drain();
    expect(await arrived()).toEqual([['Caiu antes', 1]]);
  });

  it('leaves to a person what went out without an id and nobody can tell', async () => {
    const { control, send, drain, wait, arrived, stored } = await start('WEBJS');
    await control.cutAnswers();
    await send('Sem id');
    await drain();
    expect(await stored()).toMatchObject([{ status: 'checking' }]);
    await wait('sending_at', 61);
    await wait('next_attempt_at', 10);
    await drain();
    expect(await stored()).toMatchObject([{ status: 'failed', error_code: 'unsettled' }]);
    await drain();
    expect(await arrived()).toEqual([['Sem id', 1]]);
  });

  it.each([
    ['NOWEB', 'the same id'],
    ['WEBJS', 'another'],
  ] as const)('%s: what was refused leaves once more under %s, and stays one message', async (engine, id) => {
    const { scope, instanceId, send, drain, stored } = await start(engine);
    await send('De novo');
    await drain();
    const [first] = await stored();
    await receiveBatch(scope, instanceId, [ackOf(first?.wa_id ?? '', -1)]);
    expect(await stored()).toMatchObject([{ status: 'failed', error_code: 'rejected' }]);
    await retryMessage(scope, first?.id ?? '');
    await drain();
    const [second, ...more] = await stored();
    expect(second?.wa_id === first?.wa_id ? 'the same id' : 'another').toBe(id);
    expect(more).toEqual([]);
    await receiveBatch(scope, instanceId, [ackOf(second?.wa_id ?? '', 2)]);
    expect(await stored()).toMatchObject([{ status: 'delivered', error_code: null }]);
  });

  it('lets nothing overtake a message whose fate is not known', async () => {
    const { control, send, drain, wait, arrived } = await start();
    await control.crashBeforeSend();
    await send('primeira');
    await drain();
    await send('segunda');
    await drain();
    expect(await arrived()).toEqual([]);
    for (const _ of [1, 2]) {
      await wait('next_attempt_at', 10);
      await drain();
    }
    expect(await arrived()).toEqual([
      ['primeira', 1],
      ['segunda', 1],
    ]);
  });
});
