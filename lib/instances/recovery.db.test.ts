import { sql } from 'drizzle-orm';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import type { Scope } from '@/lib/core/scope';
import { type LinkedNumber, linkNumber, untilStatus } from '@/tests/setup/linked-number';
import { connectInstance } from './commands';
import { recoverSession } from './recovery';
import { getInstance } from './service';
import { carryOutWish } from './session';
import { storeStatus } from './status';

let open: LinkedNumber | undefined;
afterEach(async () => {
  await open?.simulator.close();
  open = undefined;
  await database().execute(sql`update instances set deleted_at = now()`);
});
afterAll(closeDatabase);

async function link(...given: Parameters<typeof linkNumber>): Promise<LinkedNumber> {
  open = await linkNumber(...given);
  return open;
}

const incidents = (scope: Scope) =>
  database().execute<{ kind: string; state: string }>(
    sql`select kind, state from incidents where organization_id = ${scope.organizationId} order by opened_at`,
  );
const health = async (scope: Scope, id: string) => (await getInstance(scope, id)).health;
const recovery = async (id: string) => {
  const [row] = await database().execute<{ attempts: number; seconds: number | null }>(sql`
    select recovery_attempts as attempts, round(extract(epoch from recover_at - now()))::int as seconds from instances where id = ${id}`);
  return row;
};
/** The pause is over. */
async function endPause(scope: Scope, id: string): Promise<void> {
  await database().execute(sql`update instances set recover_at = now() where id = ${id}`);
  await recoverSession(scope, id);
}
/** The pause is over: the job runs, and WAHA does as it is told. */
async function recover(scope: Scope, id: string): Promise<void> {
  await endPause(scope, id);
  await carryOutWish(scope, id);
}

describe('a session that fails', { timeout: 60_000 }, () => {
  it('unlinked on the phone: restarted after ten seconds, then said; only a person logs it out', async () => {
    const { scope, id, control, phone } = await link();
    await control.unlink({});
    await untilStatus(scope, id, 'FAILED');
    expect(await health(scope, id)).toMatchObject({ state: 'suspect', lastError: 'recovering' });
    expect(await recovery(id)).toEqual({ attempts: 0, seconds: expect.closeTo(10, -1) });

    await recover(scope, id);
    await expect
      .poll(async () => {
        await untilStatus(scope, id, 'FAILED');
        return (await health(scope, id)).lastError;
      })
      .toBe('unlinked');
    expect(await health(scope, id)).toMatchObject({ state: 'down' });
    expect(await incidents(scope)).toEqual([{ kind: 'unlinked', state: 'open' }]);
    expect((await recovery(id))?.seconds).toBeGreaterThan(50);
    expect((await control.state()).sessions[0]).toMatchObject({ status: 'FAILED', qr: null });

    await connectInstance(scope, id);
    await carryOutWish(scope, id);
    await untilStatus(scope, id, 'SCAN_QR_CODE');
    await control.scan({ phone });
    await untilStatus(scope, id, 'WORKING');
    expect(await health(scope, id)).toMatchObject({ state: 'ok', lastError: null });
    expect(await incidents(scope)).toEqual([{ kind: 'unlinked', state: 'closed' }]);
  });

  it('and comes back by itself, as on WEBJS: nothing is restarted, nobody is needed', async () => {
    const { scope, id, control } = await link({ engine: 'WEBJS', speed: 20 });
    await control.crash({ recovers: true });
    await untilStatus(scope, id, 'FAILED');
    await untilStatus(scope, id, 'WORKING');
    await recoverSession(scope, id);
    expect(await getInstance(scope, id)).toMatchObject({
      pending: null,
      health: { state: 'ok', lastError: null },
    });
    expect(await incidents(scope)).toEqual([]);
  });

  it('is not restarted before its pause is over, whatever wakes the job', async () => {
    const { scope, id, control } = await link();
    await control.unlink({});
    await untilStatus(scope, id, 'FAILED');
    const jobs = () =>
      database().execute<{ isTime: boolean }>(sql`
        select run_at = (select recover_at from instances where id = ${id}) as "isTime" from graphile_worker.jobs
        where key = ${`recover:${id}`}`);
    expect(await jobs()).toEqual([{ isTime: true }]);
    await database().execute(sql`update graphile_worker._private_jobs set run_at = now()`);
    await recoverSession(scope, id);
    expect(await getInstance(scope, id)).toMatchObject({ pending: null });
    expect(await jobs()).toEqual([{ isTime: true }]);
    await endPause(scope, id);
    expect((await getInstance(scope, id)).pending).not.toBeNull();
  });

  it('for want of a network: tried again at growing distance, and told from an unlinked one', async () => {
    const { scope, id } = await link();
    let at = Date.now();
    const say = (status: string, after: number) => {
      at += after * 1000;
      return storeStatus(scope, id, { status, at: new Date(at), me: null }, 'event');
    };
    const pauses: (number | null | undefined)[] = [];
    for (let round = 0; round < 5; round++) {
      await say('STARTING', 1);
      await say('FAILED', 119);
      pauses.push((await recovery(id))?.seconds);
      await endPause(scope, id);
      await database().execute(sql`update instances set wish = null where id = ${id}`);
    }
    expect(pauses.map((seconds) => Math.round((seconds ?? 0) / 10) * 10)).toEqual([10, 60, 300, 300, 300]);
    expect(await health(scope, id)).toMatchObject({ state: 'down', lastError: 'no_network' });
    await say('WORKING', 1);
    expect(await incidents(scope)).toEqual([{ kind: 'no_network', state: 'closed' }]);
  });

  it('with its codes used up asks for a person at once', async () => {
    const { scope, id } = await link();
    for (const [seconds, status] of ['SCAN_QR_CODE', 'FAILED'].entries())
      await storeStatus(scope, id, { status, at: new Date(Date.now() + 1000 * seconds), me: null }, 'event');
    expect(await health(scope, id)).toMatchObject({ state: 'down', lastError: 'unlinked' });
    expect(await recovery(id)).toEqual({ attempts: 0, seconds: null });
  });
});

it('a server that is away for a minute takes its numbers down, and gives them back', async () => {
  const { scope, id, simulator } = await link();
  await simulator.close();
  await carryOutWish(scope, id);
  expect(await health(scope, id)).toMatchObject({ state: 'ok', lastError: 'server_away' });
  await database().execute(
    sql`update instances set last_error_at = now() - interval '61 seconds' where id = ${id}`,
  );
  await carryOutWish(scope, id);
  expect(await health(scope, id)).toMatchObject({ state: 'down', lastError: 'server_away' });
  expect(await incidents(scope)).toEqual([{ kind: 'server_away', state: 'open' }]);
  await storeStatus(scope, id, { status: 'WORKING', at: new Date(), me: null }, 'poll');
  expect(await health(scope, id)).toMatchObject({ state: 'ok', lastError: null });
  expect(await incidents(scope)).toEqual([{ kind: 'server_away', state: 'closed' }]);
});
