import { sql } from 'drizzle-orm';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { fillHistory } from '@/lib/history/fill';
import { touchInstance } from '@/lib/instances/lock';
import { getInstance } from '@/lib/instances/service';
import { carryOutWish } from '@/lib/instances/session';
import { type LinkedNumber, linkNumber } from '@/tests/setup/linked-number';
import { somePhone } from '@/tests/setup/phones';
import { findUptimes } from './uptime';
import { watchNumbers } from './watch';

let open: LinkedNumber | undefined;
afterEach(async () => {
  await open?.simulator.close();
  open = undefined;
  await database().execute(sql`update instances set deleted_at = now()`);
});
afterAll(closeDatabase);

const incidents = (scope: Scope) =>
  database().execute<{ kind: string; state: string }>(
    sql`select kind, state from incidents where organization_id = ${scope.organizationId} order by opened_at`,
  );

const health = async (scope: Scope, id: string) => (await getInstance(scope, id)).health;

/** Lets minutes pass for what is known of a number. */
async function age(id: string, minutes: number): Promise<void> {
  await database().execute(sql`
    update instances set status_at = status_at - ${minutes} * interval '1 minute', watched_at = now() - interval '20 seconds',
      suspect_at = suspect_at - ${minutes} * interval '1 minute', revived_at = revived_at - ${minutes} * interval '1 minute'
    where id = ${id}`);
  await database().execute(sql`
    update instance_history set filled_at = filled_at - ${minutes} * interval '1 minute' where instance_id = ${id}`);
}

/** A working number on a session that tells nothing any more, with a message that nobody was told. */
async function silent(): Promise<LinkedNumber> {
  open = await linkNumber();
  const { scope, id, control } = open;
  await fillHistory(scope, id);
  await age(id, 5);
  await control.silence({});
  await control.inbound({
    from: somePhone(),
    text: 'alguém aí?',
    timestamp: Math.floor(Date.now() / 1000) - 40,
  });
  return open;
}

describe('a session that works and is silent', { timeout: 60_000 }, () => {
  it('is suspected, restarted once, then reported; a signal ends it', async () => {
    const { scope, id } = await silent();
    await watchNumbers();
    expect(await health(scope, id)).toMatchObject({ state: 'suspect', lastError: 'silent' });
    expect((await getInstance(scope, id)).pending).toBe('connect');
    expect(await incidents(scope)).toEqual([]);

    await carryOutWish(scope, id);
    await expect
      .poll(async () => {
        await watchNumbers();
        return (await getInstance(scope, id)).status;
      })
      .toBe('WORKING');
    await age(id, 1);
    await watchNumbers();
    expect(await health(scope, id)).toMatchObject({ state: 'down', lastError: 'silent' });
    expect((await getInstance(scope, id)).pending).toBeNull();
    expect(await incidents(scope)).toEqual([{ kind: 'silent', state: 'open' }]);

    await inTransaction(scope, (inside) => touchInstance(inside, id, true));
    await watchNumbers();
    expect(await health(scope, id)).toMatchObject({ state: 'ok', lastError: null });
    expect(await incidents(scope)).toEqual([{ kind: 'silent', state: 'closed' }]);
    expect((await findUptimes(scope))[id]).toMatchObject({ suspicions: 1, downSince: null });
  });

  it('is not suspected by somebody who was away himself', async () => {
    const { scope, id } = await silent();
    await database().execute(
      sql`update instances set watched_at = now() - interval '5 minutes' where id = ${id}`,
    );
    await watchNumbers();
    expect(await health(scope, id)).toMatchObject({ state: 'ok' });
  });

  it('is not suspected while it tells what comes', async () => {
    const { scope, id } = await silent();
    await inTransaction(scope, (inside) => touchInstance(inside, id, true));
    await watchNumbers();
    expect(await health(scope, id)).toMatchObject({ state: 'ok' });
  });
});

it('says that WhatsApp cannot be reached when a number starts for minutes', async () => {
  open = await linkNumber({ speed: 1, timings: { connectMs: 0, pairMs: 0, resumeMs: 0 } });
  const { scope, id, control } = open;
  await control.reachable({ on: false });
  await expect
    .poll(
      async () => {
        await database().execute(sql`update instances set status = 'STARTING' where id = ${id}`);
        await watchNumbers();
        return (await getInstance(scope, id)).status;
      },
      { timeout: 10_000 },
    )
    .toBe('STARTING');
  await age(id, 3);
  await watchNumbers();
  expect(await health(scope, id)).toMatchObject({ state: 'down', lastError: 'no_network' });
  expect(await incidents(scope)).toEqual([{ kind: 'no_network', state: 'open' }]);
});
