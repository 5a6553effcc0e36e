import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { HealthView } from '@/lib/tasks/schema';
import { startSimulator } from '@/lib/waha/simulator/simulator';
import { type Api, callApi } from './support/client';
import { test as base } from './support/ground';
import { linkNumber } from './support/numbers';
import { waitFor } from './support/wait';

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'recado-files-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  appEnv: async ({ folder }, use) => use({ RECADO_DATA_DIR: folder }),
});

/** What breaks is named within a minute. */
const SOON_MS = 60_000;

const until = (api: Api, what: string, is: (view: HealthView) => boolean): Promise<HealthView> =>
  waitFor(async () => (await api.get<HealthView>('/api/health')).body, is, { what, timeoutMs: SOON_MS });

test.setTimeout(240_000);

test('a WAHA that stopped is named with its numbers, and its return is seen; strangers learn nothing of it', async ({
  ground,
}) => {
  const { api, simulator, control, server } = ground;
  const number = await linkNumber(api, control);
  const well = await until(api, 'everything to work', ({ status }) => status === 'ok');
  expect(well.checks).toMatchObject({
    ...{ database: 'ok', worker: 'ok', stream: 'ok', disk: 'ok' },
    servers: [{ name: 'env', status: 'ok' }],
    waha: [{ id: number.id, state: 'ok' }],
  });

  const { port } = new URL(simulator.url);
  await simulator.close();
  const broken = await until(api, 'the server to be named', ({ status }) => status === 'degraded');
  expect(broken.checks?.servers).toMatchObject([{ name: 'env', status: 'down' }]);
  expect(broken.checks?.waha).toMatchObject([{ id: number.id, state: 'down', lastError: 'server_away' }]);
  const public_ = await callApi(server().url).get<HealthView>('/api/health');
  expect(public_).toMatchObject({ status: 200, text: '{"status":"ok"}' });

  const again = await startSimulator({ speed: 20, apiKey: 'key', port: Number(port) });
  const isBack = ({ checks }: HealthView) => checks?.servers[0]?.status === 'ok';
  await until(api, 'the server to be back', isBack);
  await again.close();
});

test('jobs that stand still are named, and that they go on', async ({ ground }) => {
  const { api, sql, server } = ground;
  await until(api, 'everything to work', ({ checks }) => checks?.worker === 'ok');
  await sql.begin(async (transaction) => {
    await transaction`lock table graphile_worker._private_jobs in access exclusive mode`;
    const broken = await until(api, 'the jobs to be named', ({ status }) => status === 'degraded');
    expect(broken.checks).toMatchObject({ database: 'ok', worker: 'down', disk: 'ok' });
    const public_ = await callApi(server().url).get<HealthView>('/api/health');
    expect(public_).toMatchObject({ status: 200, text: '{"status":"degraded"}' });
  });
  await until(api, 'the jobs to go on', ({ checks }) => checks?.worker === 'ok');
});

test('a folder in which no file can be kept is named, and that it is mended', async ({ ground, folder }) => {
  const { api } = ground;
  await until(api, 'everything to work', ({ checks }) => checks?.disk === 'ok');
  rmSync(folder, { recursive: true });
  writeFileSync(folder, '');
  const broken = await until(api, 'the disk to be named', ({ status }) => status === 'degraded');
  expect(broken.checks).toMatchObject({ database: 'ok', worker: 'ok', disk: 'down' });
  rmSync(folder);
  await until(api, 'the disk to be mended', ({ status }) => status === 'ok');
});
