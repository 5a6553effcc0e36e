import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { firstIdAt } from '@/lib/core/sql';
import { addJob } from '@/lib/jobs/add-job';
import { sendTo } from '@/lib/messages/send';
import { cleanUp } from '@/lib/tasks/clean-up';
import { ingest } from '@/lib/webhooks/ingest';
import { makeNumber, message, poison } from '@/tests/setup/journal-support';
import { somePhone } from '@/tests/setup/phones';
import { makeInstance } from '@/tests/setup/receive-support';
import { getMonitoring } from './troubles';

afterAll(closeDatabase);

describe('what went wrong lately', () => {
  it('is nothing where everything went well', async () => {
    const { scope, post } = await makeNumber();
    await post(message('evt_1', 'boa'));
    expect(await getMonitoring(scope)).toEqual({
      events: { failed: 0, unknown: 0, waiting: 0 },
      sends: [],
      refused: [],
      jobs: [],
    });
  });

  it('counts deliveries refused for their signature by number, and keeps nothing of them', async () => {
    const { scope, instanceId, sessionName } = await makeNumber();
    const forged = () =>
      ingest({ sessionName, body: Buffer.from('segredo'), signature: 'x', requestId: null });
    const answers = await Promise.allSettled(Array.from({ length: 30 }, forged));
    await forged().catch(() => {});
    expect(new Set(answers.map((one) => one.status === 'rejected' && one.reason.code))).toEqual(
      new Set(['unauthenticated']),
    );
    const { refused } = await getMonitoring(scope);
    expect(refused).toMatchObject([{ instanceId, instanceName: 'Vendas', count: 31 }]);
    const kept = await database().execute(
      sql`select 1 from webhook_events where instance_id = ${instanceId}`,
    );
    expect(kept).toEqual([]);
  });

  it('names sends that failed, with where they stand, and none that are old or another’s', async () => {
    const { scope, instanceId } = await makeInstance();
    const [old, fresh] = [
      await sendTo(scope, instanceId, { to: somePhone(), text: 'Antiga' }),
      await sendTo(scope, instanceId, { to: somePhone(), text: 'Nova' }),
    ];
    await database().execute(sql`
      update messages set status = 'failed', error_code = 'unsettled' where organization_id = ${scope.organizationId}`);
    await database().execute(
      sql`update messages set created_at = now() - interval '8 days' where id = ${old.id}`,
    );
    expect((await getMonitoring(scope)).sends).toMatchObject([
      { messageId: fresh.id, conversationId: fresh.conversationId, errorCode: 'unsettled' },
    ]);
    expect((await getMonitoring((await makeInstance()).scope)).sends).toEqual([]);
    const blind = { ...scope, modules: new Set(['instances'] as const) };
    expect((await getMonitoring(blind)).sends).toBeNull();
  });

  it('names jobs that are given up, and none that will be tried again', async () => {
    const { scope, instanceId } = await makeInstance();
    const { organizationId } = scope;
    for (const name of ['remove_session', 'refresh_status'] as const)
      await addJob(database(), name, { organizationId, instanceId });
    await database().execute(sql`
      update graphile_worker._private_jobs j set attempts = max_attempts, last_error = 'select secret from inside'
      from graphile_worker._private_tasks t
      where t.id = j.task_id and t.identifier = 'remove_session' and j.payload ->> 'instanceId' = ${instanceId}`);
    const { jobs } = await getMonitoring(scope);
    expect(jobs).toMatchObject([{ task: 'remove_session', instanceName: 'Vendas', attempts: 25 }]);
    expect(JSON.stringify(jobs)).not.toContain('secret');
    expect((await getMonitoring((await makeInstance()).scope)).jobs).toEqual([]);
  });
});

describe('the clean-up', () => {
  it('keeps the journal with state, fault and attempts for fourteen days, and no longer', async () => {
    const { scope, instanceId, sessionName, post } = await makeNumber();
    await post(poison('evt_old'));
    await post(poison('evt_kept'));
    await ingest({ sessionName, body: Buffer.from(''), signature: null, requestId: null }).catch(() => {});
    await database().execute(sql`
      update webhook_events w set received_at = o.at, id = ${firstIdAt(sql`o.at`)}
      from (values ('evt_old', now() - interval '14 days 1 hour'), ('evt_kept', now() - interval '13 days 23 hours')) as o(event_id, at)
      where w.event_id = o.event_id and instance_id = ${instanceId}`);
    await cleanUp();
    const kept = await database().execute(sql`
      select event_id, state, attempts, error is not null as "hasError" from webhook_events where instance_id = ${instanceId}`);
    expect(kept).toEqual([{ event_id: 'evt_kept', state: 'failed', attempts: 1, hasError: true }]);
    expect((await getMonitoring(scope)).refused).toHaveLength(1);
    await database().execute(sql`
      update refused_deliveries set last_at = now() - interval '15 days' where instance_id = ${instanceId}`);
    await cleanUp();
    const counted = await database().execute(
      sql`select 1 from refused_deliveries where instance_id = ${instanceId}`,
    );
    expect(counted).toEqual([]);
  });
});
