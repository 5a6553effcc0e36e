import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { newId } from '@/lib/core/ids';
import { type Scope, systemScope } from '@/lib/core/scope';
import { createOrganization } from '@/lib/organizations/create';
import { type Simulator, startSimulator } from '@/lib/waha/simulator/simulator';
import { registerAt } from '@/tests/setup/registered-server';
import { openToll, type Toll } from '@/tests/setup/toll';
import { connectInstance } from './commands';
import { moveInstance } from './move';
import { createInstance, deleteInstance } from './service';
import { carryOutWish } from './session';
import { removeLeftSession, removeSession } from './take-down';

process.env.WAHA_SERVERS_ALLOWED_RANGES = '127.0.0.1/32';

let simulator: Simulator;
let toll: Toll;
let scope: Scope;
let id: string;

/** A number of which WAHA has not heard yet. */
beforeEach(async () => {
  simulator = await startSimulator({ speed: 50, apiKey: 'key', timings: { qrFirstMs: 600_000 } });
  toll = await openToll(simulator.url);
  const { organizationId } = await createOrganization(database(), {
    name: 'Test',
    email: `${newId()}@example.com`,
    password: 'a long password',
  });
  scope = systemScope(organizationId);
  const server = await registerAt(scope, { url: toll.url });
  id = (await createInstance(scope, { name: 'Vendas', serverId: server.id })).id;
  await connectInstance(scope, id);
  await database().execute(sql`delete from graphile_worker._private_jobs`);
});
afterEach(async () => {
  toll.close();
  await simulator.close();
});
afterAll(closeDatabase);

const names = async () => (await simulator.control.state()).sessions.map(({ name }) => name);

/** Jobs of this name that wait: how many seconds each was put off. */
async function jobs(name: string): Promise<number[]> {
  const rows = await database().execute<{ in: number }>(sql`
    select round(extract(epoch from run_at - j.created_at))::int as in from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = ${name} and j.is_available`);
  return rows.map((row) => row.in);
}

/** Its session is about to be made; `end` lets that be done. */
async function makeSession() {
  const stopped = toll.stopNext('POST /api/sessions');
  const made = carryOutWish(scope, id);
  const { pass } = await stopped;
  return {
    end: async () => {
      pass();
      await made;
      expect(await names()).toHaveLength(1);
    },
  };
}

it('a number that is deleted while its session is made leaves none', async () => {
  const making = await makeSession();
  await deleteInstance(scope, id);
  await database().execute(sql`delete from graphile_worker._private_jobs`);
  await removeSession(scope, id);
  await making.end();
  expect(await jobs('remove_session')).toEqual([1]);
  await removeSession(scope, id);
  expect(await names()).toEqual([]);
});

it('… nor one that is moved meanwhile', async () => {
  const other = await startSimulator({ speed: 50, apiKey: 'key', timings: { qrFirstMs: 600_000 } });
  const making = await makeSession();
  const { id: serverId } = await registerAt(scope, { url: other.url });
  await moveInstance(scope, id, serverId);
  await database().execute(sql`delete from graphile_worker._private_jobs`);
  const [left] = await database().execute<{ id: string }>(sql`
    select id from left_sessions where organization_id = ${scope.organizationId}`);
  await removeLeftSession(scope, left?.id ?? '');
  await making.end();
  expect(await jobs('remove_left_session')).toEqual([1]);
  await removeLeftSession(scope, left?.id ?? '');
  expect(await names()).toEqual([]);
  await other.close();
});

it('the session of a deleted number goes also where its server was away for a week', async () => {
  await carryOutWish(scope, id);
  expect(await names()).toHaveLength(1);
  await database().execute(sql`delete from graphile_worker._private_jobs`);
  await deleteInstance(scope, id);
  await database().execute(sql`
    update graphile_worker._private_jobs j set attempts = 30 from graphile_worker._private_tasks t
    where t.id = j.task_id and t.identifier = 'remove_session'`);
  expect(await jobs('remove_session')).toHaveLength(1);
  await removeSession(scope, id);
  expect(await names()).toEqual([]);
});
