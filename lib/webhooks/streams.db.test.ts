import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { env } from '@/lib/env';
import { fillHistory } from '@/lib/history/fill';
import { carryOutWish } from '@/lib/instances/session';
import { checkServer } from '@/lib/servers/check';
import { upsertEnvServer } from '@/lib/servers/connect';
import { listServers, updateServer } from '@/lib/servers/service';
import { type LinkedNumber, linkNumber } from '@/tests/setup/linked-number';
import { somePhone } from '@/tests/setup/phones';
import { registerAt } from '@/tests/setup/registered-server';
import { waitUntil } from '@/tests/setup/wait-until';
import { delayAfter } from './read-stream';
import { startStreams } from './streams';

let number: LinkedNumber;
const processes: { stop: () => Promise<void> }[] = [];

beforeEach(async () => {
  env().WAHA_STREAM = true;
  number = await linkNumber();
});
afterEach(async () => {
  for (const part of processes.splice(0)) await part.stop();
  await number.simulator.close();
  env().WAHA_STREAM = false;
  env().RUNTIME = 'server';
  await database().execute(sql`update instances set deleted_at = now()`);
});
afterAll(closeDatabase);

const start = () => {
  const part = startStreams(50);
  processes.push(part);
  return part;
};
const streams = async () => (await number.control.state()).streams;
const isRead = () => waitUntil(async () => (await streams()) === 1, 'a stream');
const server = async () => (await listServers(number.scope)).data[0];
const texts = async () => {
  const rows = await database().execute<{ text: string }>(
    sql`select text from messages where organization_id = ${number.scope.organizationId} and type <> 'system' order by sent_at, id`,
  );
  return rows.map(({ text }) => text);
};
const has = (count: number) => waitUntil(async () => (await texts()).length >= count, `${count} messages`);
const owner = async () => {
  const [row] = await database().execute<{ owner: string | null }>(
    sql`select stream_owner as owner from waha_servers where name = 'env'`,
  );
  return row?.owner;
};

describe('a server that is read through its stream', () => {
  it('tells what happens without calling anybody, and says since when it is open', async () => {
    const { session } = await ownSession();
    expect(session?.webhooks ?? []).toEqual([]);
    expect(await server()).toMatchObject({
      readsStream: true,
      streamState: 'waiting',
      streamOpenSince: null,
    });
    start();
    await isRead();
    await number.control.inbound({ from: somePhone(), text: 'chegou' });
    await has(1);
    expect(await server()).toMatchObject({ streamState: 'open', streamOpenSince: expect.any(String) });
    const [row] = await database().execute(sql`
      select count(*)::int as events, count(request_id)::int as calls from webhook_events
      where organization_id = ${number.scope.organizationId} and event like 'message%'`);
    expect(row).toEqual({ events: 1, calls: 0 });
  });

  it('is asked for what happened while nobody read', async () => {
    const from = somePhone();
    const timestamp = Math.floor(Date.now() / 1000);
    await number.control.inbound({ from, text: 'antes', timestamp });
    await database().execute(sql`update instance_history set wanted_at = null`);
    start();
    await isRead();
    await number.control.inbound({ from, text: 'depois', timestamp: timestamp + 1 });
    await has(1);
    await waitUntil(wantsHistory, 'a wish to compare');
    await fillHistory(number.scope, number.id);
    expect(await texts()).toEqual(['antes', 'depois']);
  });

  it('is read by one process; another takes over at once when that one leaves', async () => {
    const first = start();
    await isRead();
    const before = await owner();
    // As every process does when it starts: the same key, encrypted anew.
    await upsertEnvServer(database(), number.simulator.url, 'key');
    const second = start();
    await number.control.inbound({ from: somePhone(), text: 'um' });
    await has(1);
    expect([await streams(), await owner()]).toEqual([1, before]);
    await first.stop();
    await waitUntil(async () => ![before, null].includes(await owner()), 'another reader');
    await isRead();
    await second.stop();
    expect([await streams(), await owner()]).toEqual([0, null]);
  });

  it('is taken over from a process that died, not before its lease is over', async () => {
    await database().execute(sql`update waha_servers set stream_owner = 'another',
      stream_open_at = now(), stream_lease_until = now() + interval '1 second' where name = 'env'`);
    expect(await server()).toMatchObject({ streamState: 'open' });
    const from = performance.now();
    start();
    await isRead();
    expect(performance.now() - from).toBeGreaterThan(900);
    expect(await owner()).not.toBe('another');
  });

  it('is read anew after each break', async () => {
    start();
    await isRead();
    for (let round = 1; round <= 3; round++) {
      await number.control.cutWebsockets();
      await isRead();
      await number.control.inbound({ from: somePhone(), text: `depois ${round}` });
      await has(round);
    }
    expect(await texts()).toEqual(['depois 1', 'depois 2', 'depois 3']);
  });

  it('loses nothing while the database does not take it', async () => {
    start();
    await isRead();
    await database().execute(sql`alter table webhook_events add constraint shut check (false) not valid`);
    await number.control.inbound({ from: somePhone(), text: 'um' });
    await number.control.inbound({ from: somePhone(), text: 'dois' });
    expect(await texts()).toEqual([]);
    await database().execute(sql`alter table webhook_events drop constraint shut`);
    await has(2);
    expect(await streams()).toBe(1);
  });

  it('calls again once the switch is off, and nobody reads it', async () => {
    const { url } = number.simulator;
    await database().execute(
      sql`update waha_servers set organization_id = ${number.scope.organizationId}, name = 'Nosso'`,
    );
    const [{ id } = { id: '' }] = (await listServers(number.scope)).data;
    start();
    await isRead();
    expect(await updateServer(number.scope, id, { readsStream: false })).toMatchObject({
      streamState: 'off',
    });
    await waitUntil(async () => (await streams()) === 0, 'the end of the stream');
    const jobs = await database().execute(
      sql`select key from graphile_worker.jobs where key = ${`sync:${number.id}`}`,
    );
    expect(jobs).toHaveLength(1);
    await carryOutWish(number.scope, number.id);
    expect((await ownSession()).session?.webhooks).toMatchObject([
      { url: expect.stringContaining('/webhook/') },
    ]);
    expect(url).toBe((await checkServer(number.scope, id)).url);
    await database().execute(
      sql`delete from waha_servers w where not exists (select from instances i where i.server_id = w.id)`,
    );
  });

  it('is refused where nothing runs that could read it', async () => {
    env().RUNTIME = 'serverless';
    env().WAHA_SERVERS_ALLOWED_RANGES = ['127.0.0.1/32'];
    expect(await server()).toMatchObject({ readsStream: true, streamState: 'unsupported' });
    const registering = registerAt(number.scope, { url: `${number.simulator.url}/`, readsStream: true });
    await expect(registering).rejects.toMatchObject({ code: 'conflict', detail: 'streamServerless' });
    await carryOutWish(number.scope, number.id);
    expect((await ownSession()).session?.webhooks).toHaveLength(1);
  });
});

it('waits longer after each failure, at most half a minute, and never as long as another', () => {
  expect([0, 1, 2, 3].map((failures) => delayAfter(failures, 1))).toEqual([500, 1000, 2000, 4000]);
  expect([delayAfter(5, 0), delayAfter(5, 1), delayAfter(99, 1)]).toEqual([8000, 16_000, 30_000]);
});

async function wantsHistory(): Promise<boolean> {
  const [row] = await database().execute<{ isWanted: boolean }>(sql`
    select wanted_at > now() - interval '1 minute' as "isWanted" from instance_history where instance_id = ${number.id}`);
  return row?.isWanted ?? false;
}

async function ownSession() {
  const [found] = (await number.control.state()).sessions;
  const answer = await fetch(`${number.simulator.url}/api/sessions/${found?.name}`, {
    headers: { 'x-api-key': 'key' },
  });
  const { config } = (await answer.json()) as { config: { webhooks?: { url: string }[] } | null };
  return { session: config };
}
