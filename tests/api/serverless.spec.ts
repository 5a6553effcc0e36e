import { randomBytes } from 'node:crypto';
import { expect } from '@playwright/test';
import postgres, { type Sql } from 'postgres';
import { migrateDatabase } from '../../db/migrate';
import { startTestApp, type TestApp } from '../setup/test-app';
import { cloneDatabase } from '../setup/test-postgres';
import { type Api, callApi, withToken } from './support/client';
import { test as base } from './support/fixtures';
import { send, waitForMessage } from './support/messages';
import { linkNumber, randomPhone } from './support/numbers';
import { insertOrganization } from './support/organizations';
import { expectProblem } from './support/problems';
import { openStream } from './support/stream';
import { waitFor } from './support/wait';

const SECRET = randomBytes(16).toString('hex');
const PATIENT = { timeoutMs: 30_000 };

type Alone = { server: TestApp; db: Sql; token: string; client: Api };

/** A function that nobody's scheduler calls, on a database of its own that was migrated before it started. */
const test = base.extend<{ alone: Alone }>({
  alone: async ({ app, sql }, use) => {
    const databaseUrl = await cloneDatabase(app.serverUrl);
    await migrateDatabase(databaseUrl);
    const db = postgres(databaseUrl, { max: 1, onnotice: () => {} });
    const [server] = await sql`select url, api_key_encrypted from waha_servers where name = 'env'`;
    await db`insert into waha_servers ${db({ id: '018f0000-0000-7000-8000-000000000001', name: 'env', is_trusted: true, ...server })}`;
    const { token } = await insertOrganization(db);
    const env = { RUNTIME: 'serverless', CRON_SECRET: SECRET, EVENT_STREAM_SECONDS: '3' };
    const own = await startTestApp({ databaseUrl, simulator: app.simulator, dataDir: app.dataDir, env });
    await use({ server: own, db, token, client: withToken(own.url, token) });
    await own.stop();
    await db.end({ timeout: 1 });
  },
});

const callCron = ({ server }: Alone, secret?: string) =>
  callApi(server.url).get('/api/cron', secret === undefined ? {} : { authorization: `Bearer ${secret}` });

/** Connections that wait for notifications. */
const listeners = async (db: Sql) =>
  (
    await db`select pid from pg_stat_activity where datname = current_database()
      and (application_name = 'recado-listen' or query like 'LISTEN%')`
  ).length;

const jobs = (db: Sql) => db`select id from graphile_worker._private_jobs`;

test('a number is linked and a message goes out after the answers, with nothing in the background', async ({
  alone,
  simulator,
}) => {
  const { client, db } = alone;
  const number = await linkNumber(client, simulator);
  const phone = randomPhone();
  await simulator.customer({ phone });
  const message = await send(client, number.id, phone, 'Oi');
  await waitForMessage(client, message, ['sent', 'delivered', 'read'], PATIENT.timeoutMs);
  await waitFor(
    () => db`select 1 from worker_heartbeats`,
    (rows) => rows.length === 0,
    {
      what: 'no runner left',
      ...PATIENT,
    },
  );
  expect(await listeners(db)).toBe(0);
});

test('a stream opens the one connection that listens, ends before the limit with a time to come back, and closes it', async ({
  alone,
}) => {
  const headers = { authorization: `Bearer ${alone.token}` };
  const stream = await openStream(alone.server.url, headers);
  await stream.next('ready');
  expect(stream.raw()).toContain('retry: ');
  expect(await listeners(alone.db)).toBe(1);
  await waitFor(async () => stream.isClosed(), Boolean, { what: 'the end of the stream', ...PATIENT });
  await waitFor(
    () => listeners(alone.db),
    (count) => count === 0,
    { what: 'nobody listens', ...PATIENT },
  );
});

test('the scheduler’s call needs its secret, does what is due, and what falls due meanwhile', async ({
  alone,
}) => {
  const { db } = alone;
  for (const secret of [undefined, '', 'wrong', `${SECRET}x`, SECRET.slice(1)])
    expectProblem(await callCron(alone, secret), 'unauthenticated');
  await db`select graphile_worker.add_job('reconcile', '{}'), graphile_worker.add_job('clean_up', '{}',
    run_at := now() + interval '2 seconds')`;
  expect((await callCron(alone, SECRET)).status).toBe(200);
  expect(await jobs(db)).toEqual([]);
  const health = await withToken(alone.server.url, alone.token).get('/api/health');
  expect(health.body).toMatchObject({ status: 'ok', checks: { worker: 'ok' } });
});

test('without a scheduler the health says so', async ({ alone }) => {
  expect((await alone.client.get('/api/health')).body).toMatchObject({
    status: 'degraded',
    checks: { worker: 'down' },
  });
});

test('the jobs of a function that was killed are given back', async ({ alone }) => {
  const { db } = alone;
  await db`select graphile_worker.add_job('clean_up', '{}')`;
  await db`update graphile_worker._private_jobs set locked_by = 'worker-of-the-dead', locked_at = now() - interval '40 seconds'`;
  await db`select graphile_worker.add_job('reconcile', '{}')`;
  await callCron(alone, SECRET);
  expect(await jobs(db)).toEqual([]);
});

test('no secret set: nobody may call', async ({ app }) => {
  test.skip(app.mode === 'serverless', 'There the scheduler has one.');
  const headers = { authorization: 'Bearer undefined' };
  expectProblem(await callApi(app.appUrl).get('/api/cron', headers), 'unauthenticated');
});
