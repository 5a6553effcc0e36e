import { sql } from 'drizzle-orm';
import { afterAll, afterEach, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { newId } from '@/lib/core/ids';
import { inTransaction, systemScope } from '@/lib/core/scope';
import { lockInstance } from '@/lib/instances/lock';
import { getInstance, requireInstance } from '@/lib/instances/service';
import { carryOutWish, refreshStatus } from '@/lib/instances/session';
import { storeStatus } from '@/lib/instances/status';
import { removeLeftSession } from '@/lib/instances/take-down';
import { checkServer } from '@/lib/servers/check';
import { type Simulator, startSimulator } from '@/lib/waha/simulator/simulator';
import { type LinkedNumber, linkNumber, untilStatus } from '@/tests/setup/linked-number';
import { lockWaiters } from '@/tests/setup/lock-waiters';
import { somePhone } from '@/tests/setup/phones';
import { registerAt } from '@/tests/setup/registered-server';
import { drainOutbox } from './drain';
import { moveNumber } from './move';
import { sendTo } from './send';
import { viewMessages } from './service';

process.env.WAHA_SERVERS_ALLOWED_RANGES = '127.0.0.1/32';

const open: Simulator[] = [];
afterEach(async () => {
  for (const simulator of open.splice(0)) await simulator.close();
});
afterAll(closeDatabase);

/** A linked number, and another server where it could be. */
async function start(options: Parameters<typeof startSimulator>[0] = {}) {
  const number = await linkNumber();
  const next = await startSimulator({
    speed: 50,
    apiKey: 'key',
    timings: { qrFirstMs: 600_000 },
    ...options,
  });
  open.push(number.simulator, next);
  const server = await registerAt(number.scope, { url: next.url });
  return { number, next, serverId: server.id };
}

const leftBy = async ({ scope, id }: LinkedNumber) =>
  database().execute<{ id: string; name: string; isDone: boolean }>(sql`
    select id, name, taken_down_at is not null as "isDone" from left_sessions
    where organization_id = ${scope.organizationId} and instance_id = ${id}`);

const namesOn = async (simulator: Simulator) =>
  (await simulator.control.state()).sessions.map(({ name }) => name);

it('a number that is moved is scanned on the other server, and its old session goes', async () => {
  const { number, next, serverId } = await start({ engine: 'GOWS' });
  const { scope, id, phone } = number;
  const customer = somePhone();
  await next.control.customer({ phone: customer });
  const moved = await moveNumber(scope, id, { serverId });
  expect(moved).toMatchObject({ status: 'STOPPED', pending: 'connect', server: { id: serverId } });
  const waiting = await sendTo(scope, id, { to: customer, text: 'Depois da mudança' });
  await carryOutWish(scope, id);
  await untilStatus(scope, id, 'SCAN_QR_CODE');
  const [session = ''] = await namesOn(next);
  await next.control.scan({ session, phone });
  await untilStatus(scope, id, 'WORKING');
  await drainOutbox(scope, id);
  expect((await viewMessages(scope, [waiting.id]))[0]?.status).not.toBe('queued');
  expect((await next.control.received({ phone: customer })).map(({ copies }) => copies)).toEqual([1]);

  const [left] = await leftBy(number);
  await removeLeftSession(scope, left?.id ?? '');
  expect(await namesOn(number.simulator)).toEqual([]);
  expect(await leftBy(number)).toMatchObject([{ isDone: true }]);
  // Where it is already, nothing happens.
  await moveNumber(scope, id, { serverId });
  expect((await getInstance(scope, id)).status).toBe('WORKING');
});

it('what the session it left still says is not taken for its own', async () => {
  const { number, serverId } = await start();
  const { scope, id } = number;
  const before = await requireInstance(scope, id);
  await moveNumber(scope, id, { serverId });
  await carryOutWish(scope, id);
  await untilStatus(scope, id, 'SCAN_QR_CODE');
  // One that began to ask before the move, and was answered afterwards.
  await refreshStatus(scope, before);
  expect((await getInstance(scope, id)).status).toBe('SCAN_QR_CODE');
  const [left] = await leftBy(number);
  const said = { status: 'FAILED', at: new Date(Date.now() + 1_000), me: null, session: left?.name };
  await storeStatus(scope, id, said, 'event');
  expect((await getInstance(scope, id)).status).toBe('SCAN_QR_CODE');
});

it('a server that is away keeps no number; its session goes when it is back', async () => {
  const { number, serverId } = await start();
  const { scope, id } = number;
  await number.simulator.close();
  expect(await moveNumber(scope, id, { serverId })).toMatchObject({ server: { id: serverId } });
  const [left] = await leftBy(number);
  await expect(removeLeftSession(scope, left?.id ?? '')).rejects.toThrow('WAHA unreachable');
  expect(await leftBy(number)).toMatchObject([{ isDone: false }]);
});

it('no number is unlinked for a server that does not answer', async () => {
  const { number, next, serverId } = await start();
  await next.close();
  await checkServer(number.scope, serverId);
  await expect(moveNumber(number.scope, number.id, { serverId })).rejects.toMatchObject({
    code: 'conflict',
    detail: 'serverNotAnswering',
  });
  expect((await getInstance(number.scope, number.id)).status).toBe('WORKING');
});

it('what only the old session could tell is left to a person', async () => {
  const { number, serverId } = await start();
  const { scope, id } = number;
  const customer = somePhone();
  await number.control.customer({ phone: customer });
  await number.control.cutAnswers({ times: 1 });
  const { id: message } = await sendTo(scope, id, { to: customer, text: 'Oi' });
  await drainOutbox(scope, id);
  await database().execute(sql`update messages set status = 'checking' where id = ${message}`);
  await moveNumber(scope, id, { serverId });
  expect(await viewMessages(scope, [message])).toMatchObject([
    { status: 'failed', error: { code: 'unsettled' } },
  ]);
});

it('goes to no server of a stranger, to none that is full, and to none that is not there', async () => {
  const { number } = await start();
  const { scope, id } = number;
  const other = await start();
  await expect(moveNumber(scope, id, { serverId: newId() })).rejects.toMatchObject({ code: 'not_found' });
  await expect(moveNumber(scope, id, { serverId: other.serverId })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(moveNumber(systemScope(newId()), id, { serverId: other.serverId })).rejects.toMatchObject({
    code: 'not_found',
  });
  const full = await startSimulator({ speed: 50, apiKey: 'key', version: '2026.2.1' });
  open.push(full);
  const old = await registerAt(scope, { url: full.url });
  await moveNumber(other.number.scope, other.number.id, { serverId: other.serverId });
  await database().execute(sql`update waha_servers set other_sessions = 1 where id = ${old.id}`);
  await expect(moveNumber(scope, id, { serverId: old.id })).rejects.toMatchObject({
    code: 'conflict',
    detail: 'serverFull',
  });
});

it('a move comes before or after what is being received, and waits for it before it touches a message', async () => {
  const { number, serverId } = await start();
  const { scope, id } = number;
  const { id: messageId } = await sendTo(scope, id, { to: somePhone(), text: 'No caminho' });
  await database().execute(sql`update messages set status = 'checking' where id = ${messageId}`);
  let moving: Promise<unknown> | undefined;
  await inTransaction(scope, async (inside) => {
    await lockInstance(inside, id);
    moving = moveNumber(scope, id, { serverId });
    await expect.poll(lockWaiters).toBe(1);
    await inside.db.execute(sql`select 1 from messages where id = ${messageId} for update nowait`);
  });
  await moving;
  expect(await viewMessages(scope, [messageId])).toMatchObject([{ error: { code: 'unsettled' } }]);
});
