import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { addJob } from '@/lib/jobs/add-job';
import { makeInstance } from '@/tests/setup/receive-support';
import { checkDisk, checkWaha, checkWorker } from './health-checks';

const folder = mkdtempSync(join(tmpdir(), 'recado-disk-'));
afterAll(closeDatabase);

const beat = (age: string, name = 'a') =>
  database().execute(sql`insert into worker_heartbeats (process_id, worker_ids, beat_at)
    values (${name}, '{}', now() - ${age}::interval)`);

beforeEach(async () => {
  await database().execute(sql`delete from worker_heartbeats`);
  await database().execute(sql`delete from graphile_worker._private_jobs`);
});

it('names the jobs when no runner was heard of for half a minute', async () => {
  expect(await checkWorker()).toBe('down');
  await beat('31 seconds');
  expect(await checkWorker()).toBe('down');
  // A scheduler's call is no runner.
  await beat('1 second', 'scheduler');
  expect(await checkWorker()).toBe('down');
  await beat('1 second', 'b');
  expect(await checkWorker()).toBe('ok');
});

it('names the jobs when somebody lives and 40 s after its time nobody took one', async () => {
  await beat('1 second');
  await addJob(database(), 'clean_up', {}, { runAt: new Date(Date.now() - 30_000) });
  expect(await checkWorker()).toBe('ok');
  await addJob(database(), 'clean_up', {}, { runAt: new Date(Date.now() - 50_000) });
  expect(await checkWorker()).toBe('late');
});

it('names the disk when its folder can not be made or written', async () => {
  expect(await checkDisk(join(folder, 'fresh'))).toBe('ok');
  writeFileSync(join(folder, 'file'), '');
  expect(await checkDisk(join(folder, 'file', 'below'))).toBe('down');
});

it('names a disk that is nearly full, and one that is', async () => {
  const MiB = 1024 ** 2;
  const withRoom = (free: number, of: number) =>
    checkDisk(folder, async () => ({ bavail: free, blocks: of, bsize: MiB }));
  // Less than a gigabyte and less than a fiftieth.
  expect(await withRoom(1_023, 100 * 1024)).toBe('low');
  expect(await withRoom(1_024, 100 * 1024)).toBe('ok');
  expect(await withRoom(300, 10 * 1024)).toBe('ok');
  expect(await withRoom(200, 10 * 1024)).toBe('low');
  expect(await withRoom(0, 10 * 1024)).toBe('down');
});

it('says of a server that can not call us whether it is listened to', async () => {
  const { scope } = await makeInstance();
  const streams = async () => (await checkWaha(scope)).servers.map(({ stream }) => stream);
  expect(await streams()).toEqual(['off']);
  const set = (fields: ReturnType<typeof sql>) =>
    database().execute(sql`update waha_servers set ${fields} where name = 'env'`);
  await set(sql`reads_stream = true`);
  expect(await streams()).toEqual(['waiting']);
  await set(sql`stream_open_at = now(), stream_lease_until = now() + interval '15 seconds'`);
  expect(await streams()).toEqual(['open']);
  // Whoever listened was killed.
  await set(sql`stream_lease_until = now() - interval '1 second'`);
  expect(await streams()).toEqual(['waiting']);
  await set(sql`reads_stream = false, stream_open_at = null, stream_lease_until = null`);
});

it('names the server that does not answer, and the numbers that should work on it', async () => {
  const { scope, instanceId } = await makeInstance();
  const { servers, waha } = await checkWaha(scope);
  expect(servers).toMatchObject([{ name: 'env', status: 'down' }]);
  const number = { id: instanceId, status: 'STOPPED', serverId: servers[0]?.id };
  expect(waha).toMatchObject([{ ...number, state: 'ok', lastError: null }]);
  await database().execute(sql`
    update instances set status = 'WORKING', connected_at = now() where id = ${instanceId}`);
  expect((await checkWaha(scope)).waha).toMatchObject([
    { id: instanceId, state: 'down', lastError: 'server_away' },
  ]);
});
