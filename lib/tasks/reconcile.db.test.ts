import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { createInstance } from '@/lib/instances/service';
import { addJob } from '@/lib/jobs/add-job';
import { makeInstance } from '@/tests/setup/receive-support';
import { reconcile } from './reconcile';

afterAll(closeDatabase);

it('the minute’s look at every number comes after what somebody waits for, and never at all in one moment', async () => {
  const { scope } = await makeInstance();
  for (let n = 1; n < 25; n++) await createInstance(scope, { name: `Número ${n}` });
  await database().execute(sql`delete from graphile_worker._private_jobs`);
  await reconcile();
  await addJob(database(), 'replay_webhooks', { organizationId: scope.organizationId });
  const jobs = await database().execute<{ name: string; seconds: number }>(sql`
    select t.identifier as name, greatest(0, round(extract(epoch from run_at - now())))::int as seconds
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier in ('carry_out_wish', 'replay_webhooks') order by priority, run_at, j.id`);
  expect(jobs[0]?.name).toBe('replay_webhooks');
  const at = jobs.slice(1).map(({ seconds }) => seconds);
  expect([0, 1, 2].map((second) => at.filter((one) => one === second).length)).toEqual([10, 10, 5]);
});

it('one part that fails keeps none of the others from being done', async () => {
  await makeInstance();
  await database().execute(sql`delete from graphile_worker._private_jobs`);
  await database().execute(sql`alter table conversations rename column snoozed_until to snoozed_until_`);
  await database().execute(sql`alter table instances rename column restriction to restriction_`);
  try {
    await expect(reconcile()).rejects.toThrow();
  } finally {
    await database().execute(sql`alter table conversations rename column snoozed_until_ to snoozed_until`);
    await database().execute(sql`alter table instances rename column restriction_ to restriction`);
  }
  const [watched] = await database().execute<{ count: number }>(sql`
    select count(*)::int as count from graphile_worker._private_jobs where key like 'watch:%'`);
  expect(watched?.count).toBe(3);
});
