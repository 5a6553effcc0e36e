import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { ensurePeople } from '@/lib/conversations/resolve';
import type { Scope } from '@/lib/core/scope';
import { whileReceiving } from '@/lib/instances/lock';
import { deleteInstance } from '@/lib/instances/service';
import { buildGate, countWaiting, removeGate, whileClosed } from '@/tests/setup/job-gate';
import { somePhone } from '@/tests/setup/phones';
import { makeInstance, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { drainOutbox } from './drain';
import { dueOutboxes } from './due';
import { sendTo, wakeOutbox } from './send';
import { viewMessages } from './service';

const emptied = () => database().execute(sql`delete from graphile_worker._private_jobs`);

beforeEach(emptied);
afterEach(async () => {
  await removeGate();
  await emptied();
});
afterAll(closeDatabase);

/** What is sent has its outbox looked at: takes those jobs. */
const takeWoken = () =>
  database().execute(sql`delete from graphile_worker._private_jobs where key like 'drain:%'`);

/** A message to somebody new that is to leave in so many seconds; the job that was added with it is taken. */
async function sendIn(scope: Scope, instanceId: string, seconds: number, to = somePhone()): Promise<string> {
  const { id } = await sendTo(scope, instanceId, { to, text: 'Olá' });
  await database().execute(sql`
    update messages set next_attempt_at = now() + make_interval(secs => ${seconds})
    where organization_id = ${scope.organizationId} and id = ${id}`);
  await takeWoken();
  return id;
}

/** In how many seconds somebody looks at outboxes next. */
async function nextLook(): Promise<number> {
  const [row] = await database().execute<{ in: number }>(sql`
    select extract(epoch from min(run_at) - now())::float8 as in from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'drain_outbox'`);
  return row?.in ?? Number.POSITIVE_INFINITY;
}

it('whoever says when to look next never replaces what another one has seen since', async () => {
  const { scope, instanceId } = await makeInstance();
  await sendIn(scope, instanceId, 3600);
  await buildGate(`new.key like 'drain-later:%' and new.run_at > now() + interval '10 minutes'`);
  let first: Promise<void> | undefined;
  await whileClosed(async () => {
    first = drainOutbox(scope, instanceId);
    await expect.poll(countWaiting).toBe(1);
    await sendIn(scope, instanceId, 30);
    await drainOutbox(scope, instanceId);
  });
  await first;
  expect(await nextLook()).toBeLessThanOrEqual(30);
});

it('what waits for a number that is deleted says at once that it will not leave, or that nobody knows', async () => {
  const { scope, instanceId } = await makeInstance();
  const held = await sendIn(scope, instanceId, 3600);
  const asked = await sendIn(scope, instanceId, 3600);
  const { organizationId } = scope;
  await database().execute(sql`
    update messages set hold = 'budget' where organization_id = ${organizationId} and id = ${held}`);
  await database().execute(sql`
    update messages set status = 'checking', wa_id = 'SENT', sending_at = now() - interval '1 minute', next_attempt_at = now()
    where organization_id = ${organizationId} and id = ${asked}`);
  await deleteInstance(scope, instanceId);
  expect(await nextLook()).toBeLessThanOrEqual(0);
  await drainOutbox(scope, instanceId);
  expect(await viewMessages(scope, [held, asked])).toMatchObject([
    { id: held, status: 'failed', error: { code: 'rejected' } },
    { id: asked, status: 'failed', error: { code: 'unsettled' } },
  ]);
  expect((await dueOutboxes()).map((outbox) => outbox.instanceId)).not.toContain(instanceId);
});

it('what a join frees leaves at once, and whoever sends through the number meanwhile does not wait', async () => {
  const { scope, instanceId } = await makeInstance();
  const [phone, lid] = [somePhone(), '99887766554433@lid'];
  const held = await sendIn(scope, instanceId, 3600, phone);
  await database().execute(sql`
    update messages set hold = 'budget', error_code = 'restricted'
    where organization_id = ${scope.organizationId} and id = ${held}`);
  await receiveBatch(scope, instanceId, [textFrom(lid, 'L1')]);
  await whileReceiving(scope, instanceId, async (inside) => {
    await ensurePeople(inside, [{ addresses: [lid, `${phone}@c.us`] }]);
    await database().transaction(async (sender) => {
      await sender.execute(sql`set local lock_timeout = '2s'`);
      await wakeOutbox({ ...scope, db: sender }, instanceId);
    });
  });
  await takeWoken();
  expect(await nextLook()).toBeLessThanOrEqual(0);
  expect((await viewMessages(scope, [held]))[0]).toMatchObject({ status: 'queued', error: null });
});
