import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, mkdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { type EmbeddedPostgres, findEmbeddedPostgres, startEmbeddedPostgres } from '@/db/embedded';
import { freePort } from '@/db/embedded-server/ports';
import { readPostmaster } from '@/db/embedded-server/postmaster';
import { makeTemporaryFolder } from '../../scripts/lib/temporary';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
});

function newFolder(): string {
  const folder = makeTemporaryFolder('recado-embedded-');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(dataDir: string, port?: number, durable = false): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, port, durable });
  stops.push(server.stop);
  return server;
}

async function query(url: string, text: string) {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

test('keeps data and port from one start to the next, and is gone after stop', async () => {
  const dataDir = newFolder();
  const first = await start(dataDir);
  await query(first.url, 'create table kept (id int)');
  expect(await findEmbeddedPostgres(dataDir)).toBe(first.url);
  await first.stop();
  expect(await findEmbeddedPostgres(dataDir)).toBeUndefined();
  await expect(query(first.url, 'select 1')).rejects.toThrow();
  const second = await start(dataDir);
  expect(second.url).toBe(first.url);
  expect(await query(second.url, 'select * from kept')).toHaveLength(0);
});

test('joins a server that already runs, and leaves it running', async () => {
  const dataDir = newFolder();
  const owner = await start(dataDir);
  const guest = await start(dataDir);
  expect(guest.url).toBe(owner.url);
  await guest.stop();
  expect(await query(owner.url, 'select 1')).toHaveLength(1);
});

test('goes with a launcher that is killed, and starts again at once', async () => {
  const dataDir = newFolder();
  const launcher = spawn(process.execPath, ['--import', 'tsx', 'tests/setup/hold-postgres.ts', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(launcher.stdout, 'data');
  const url = String(said).trim();
  await query(url, 'create table kept (id int)');
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');
  const next = await start(dataDir);
  expect(await query(next.url, 'select * from kept')).toHaveLength(0);
});

test('starts again after a crash, with all that was committed', async () => {
  const dataDir = newFolder();
  const crashed = await start(dataDir, undefined, true);
  await query(crashed.url, 'create table kept (id int)');
  process.kill(readPostmaster(join(dataDir, 'postgres'))?.pid ?? Number.NaN, 'SIGKILL');
  await crashed.exited;
  const next = await start(dataDir);
  expect(await query(next.url, 'select * from kept')).toHaveLength(0);
});

test('asks for a password', async () => {
  const server = await start(newFolder());
  const address = new URL(server.url);
  address.password = 'wrong';
  await expect(query(address.toString(), 'select 1')).rejects.toThrow(/password authentication failed/);
});

test('says when a given port is taken', async () => {
  const port = await freePort();
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  await expect(start(newFolder(), port)).rejects.toThrow(
    `Port ${port} (database) is taken by another program.`,
  );
});

test('says when the database folder is half there', async () => {
  const dataDir = newFolder();
  mkdirSync(join(dataDir, 'postgres', 'base'), { recursive: true });
  await expect(start(dataDir)).rejects.toThrow(/incomplete or damaged/);
});

test('says when the folder is of another Postgres version', async () => {
  const dataDir = newFolder();
  mkdirSync(join(dataDir, 'postgres', 'global'), { recursive: true });
  writeFileSync(join(dataDir, 'postgres', 'global', 'pg_control'), '');
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '15\n');
  await expect(start(dataDir)).rejects.toThrow(/made by Postgres 15, this is 18/);
});

test('says when a file is in the way', async () => {
  const file = join(newFolder(), 'data');
  writeFileSync(file, '');
  await expect(start(file)).rejects.toThrow(/should be a folder/);
});

test('clears away what an interrupted first start left', async () => {
  const dataDir = newFolder();
  // No process has this id: Linux and macOS give out smaller ones.
  const half = join(dataDir, 'postgres.new-99999999');
  mkdirSync(half);
  await start(dataDir);
  expect(existsSync(half)).toBe(false);
});

test.runIf(process.getuid?.() === 0)(
  'keeps the data elsewhere when the folder is closed to the database',
  async () => {
    const closed = await mkdtemp(join(tmpdir(), 'recado-closed-'));
    onTestFinished(() => rmSync(closed, { recursive: true, force: true }));
    const dataDir = join(closed, '.data');
    const server = await start(dataDir);
    const target = readlinkSync(dataDir);
    onTestFinished(() => rmSync(target, { recursive: true, force: true }));
    expect(lstatSync(dataDir).isSymbolicLink()).toBe(true);
    expect(target).toMatch(/^\/var\/tmp\/recado-[0-9a-f]{12}$/);
    await server.stop();
    expect((await start(dataDir)).url).toBe(server.url);
  },
);
