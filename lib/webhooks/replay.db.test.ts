import { sql } from 'drizzle-orm';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { listConversations } from '@/lib/conversations/service';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { lockInstance } from '@/lib/instances/lock';
import { createInstance } from '@/lib/instances/service';
import { drainJobs } from '@/lib/jobs/drain';
import type { TaskHandlers } from '@/lib/jobs/tasks';
import { listKeptEvents, replayEvents } from '@/lib/monitoring/events';
import { selectForgottenReplays } from '@/lib/monitoring/queries';
import { reconcile } from '@/lib/tasks/reconcile';
import { taskHandlers } from '@/lib/tasks/task-list';
import { openExplained } from '@/scripts/bench/inbox-plans';
import { makeNumber, message } from '@/tests/setup/journal-support';
import { receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { replayWebhooks } from './replay';

const LID = '99887766554433@lid';
const PHONE = '5511987654321@c.us';

const noJobs = () => database().execute(sql`delete from graphile_worker._private_jobs`);

beforeEach(noJobs);
afterAll(closeDatabase);

/** A number with one event in its journal that nobody could read before, and can now. */
async function withKept(event = message('evt_1', 'boa')) {
  const number = await makeNumber();
  await number.post({ ...event, event: 'message.teleported' });
  await database().execute(sql`
    update webhook_events set body = convert_to(${JSON.stringify(event)}, 'UTF8')
    where organization_id = ${number.scope.organizationId}`);
  await noJobs();
  return number;
}

/** Those that replay for this organization, and whether one will still come to what it was added for. */
const jobsOf = ({ organizationId }: Scope) =>
  database().execute<{ isTaken: boolean; willCome: boolean }>(sql`
    select locked_at is not null as "isTaken", is_available as "willCome" from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'replay_webhooks' and j.payload ->> 'organizationId' = ${organizationId} order by j.id`);

const waiters = async () =>
  (
    await database().execute<{ pid: number }>(sql`
      select pid from pg_stat_activity where datname = current_database() and wait_event = 'advisory'`)
  ).map(({ pid }) => pid);

const onlyReplays = {
  replay_webhooks: taskHandlers.replay_webhooks,
} as Partial<TaskHandlers> as TaskHandlers;

it('what a replay held as it failed is come back to, also when somebody had asked again meanwhile', async () => {
  const { scope, instanceId } = await withKept();
  const kept = async () => (await listKeptEvents(scope, { limit: 9 })).data;
  await replayEvents(scope, {});
  let work: Promise<void> | undefined;
  await inTransaction(scope, async (receiver) => {
    await lockInstance(receiver, instanceId);
    work = drainJobs(onlyReplays, 60_000);
    await expect.poll(waiters).toHaveLength(1);
    // The job that runs is enough.
    await reconcile();
    expect(await jobsOf(scope)).toEqual([{ isTaken: true, willCome: false }]);
    await database().execute(sql`
      delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
      where t.id = j.task_id and t.identifier <> 'replay_webhooks'`);
    await replayEvents(scope, {});
    // The second one passes by what the first holds, and is done.
    await expect.poll(() => jobsOf(scope)).toEqual([{ isTaken: true, willCome: false }]);
    await database().execute(sql`select pg_cancel_backend(${(await waiters())[0]})`);
    await work;
  });
  expect(await kept()).toMatchObject([{ isWaiting: true, attempts: 1 }]);
  expect(await jobsOf(scope)).toEqual([{ isTaken: false, willCome: false }]);
  await reconcile();
  expect(await jobsOf(scope)).toContainEqual({ isTaken: false, willCome: true });
  await replayWebhooks(scope);
  expect(await kept()).toEqual([]);
  await noJobs();
  await reconcile();
  expect(await jobsOf(scope)).toEqual([]);
});

it('a replay that concerns a number which is receiving just now waits for it', async () => {
  const { payload, ...event } = message('evt_1', 'eu');
  const names = {
    id: `false_${LID}_3EB01`,
    _data: { key: { remoteJid: LID, remoteJidAlt: '5511987654321@s.whatsapp.net' } },
  };
  const { scope, instanceId } = await withKept({ ...event, payload: { ...payload, ...names } });
  const { id: second } = await createInstance(scope, { name: 'Suporte' });
  await receiveBatch(scope, second, [textFrom(LID, 'L1'), textFrom(PHONE, 'P1')]);
  await replayEvents(scope, {});
  let replaying: Promise<void> | undefined;
  await inTransaction(scope, async (receiver) => {
    await lockInstance(receiver, second);
    replaying = replayWebhooks(scope);
    replaying.catch(() => {});
    await expect.poll(waiters).toHaveLength(1);
  });
  await replaying;
  expect((await listKeptEvents(scope, { limit: 9 })).data).toEqual([]);
  const numbers = (await listConversations(scope, { limit: 9 })).data.map((one) => one.instanceId);
  expect(numbers.sort()).toEqual([instanceId, second].sort());
});

it('what waits for a replay is found along its index, however long the journal', {
  timeout: 60_000,
}, async () => {
  const { scope } = await withKept();
  await scope.db.execute(sql`
    insert into webhook_events (organization_id, instance_id, id, event, body, state)
    select organization_id, instance_id, gen_random_uuid(), event, body, 'applied' from webhook_events
      cross join generate_series(1, 20000) where organization_id = ${scope.organizationId}`);
  await replayEvents(scope, {});
  await noJobs();
  await scope.db.execute(sql`vacuum (analyze) webhook_events`);
  const explained = await openExplained(process.env.DATABASE_URL ?? '', scope.organizationId);
  const call = await explained.call(selectForgottenReplays);
  await explained.close();
  expect(call.indexes).toContain('webhook_events_replay_idx');
  expect(call.rows).toBeLessThan(100);
});
