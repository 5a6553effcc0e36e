import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { listConversations } from '@/lib/conversations/service';
import { getInstance } from '@/lib/instances/service';
import { makeNumber, message, poison } from '@/tests/setup/journal-support';

afterAll(closeDatabase);

async function start() {
  const { scope, instanceId, post } = await makeNumber();
  const journal = () =>
    database().execute<{
      eventId: string;
      state: string;
      error: string | null;
      body: string;
      attempts: number;
    }>(sql`
      select event_id as "eventId", state, error, convert_from(body, 'UTF8') as body, attempts
      from webhook_events where instance_id = ${instanceId} order by id`);
  /** Those that the applied rows came in; what is marked as failed is marked behind a savepoint, under its own id. */
  const transactions = async () => {
    const [row] = await database().execute<{ count: number }>(sql`
      select count(distinct xmin::text)::int as count from webhook_events
      where instance_id = ${instanceId} and state = 'applied'`);
    return row?.count ?? 0;
  };
  return { scope, instanceId, post, journal, transactions };
}

describe('ingest', () => {
  it('stores what comes at once in few transactions, and answers each for itself', async () => {
    const { scope, post, transactions, journal } = await start();
    const events = Array.from({ length: 40 }, (_, n) => message(`evt_${n}`, `Pedido ${n}`));
    const receipts = await Promise.all([...events, ...events.slice(0, 10)].map((event) => post(event)));
    expect(receipts.filter(({ duplicate }) => duplicate)).toHaveLength(10);
    expect((await journal()).map(({ body }) => body)).toEqual(events.map((event) => JSON.stringify(event)));
    expect(await transactions()).toBeLessThanOrEqual(3);
    expect((await listConversations(scope, { limit: 5 })).data).toMatchObject([{ unreadCount: 40 }]);
  });

  it('keeps a bad event with its fault, and the others of its batch as if it had not been there', async () => {
    const { scope, post, journal, transactions } = await start();
    const events = [message('evt_a', 'antes'), poison('evt_bad'), message('evt_b', 'depois')];
    const receipts = await Promise.all(events.map((event) => post(event)));
    expect(receipts).toEqual([{ received: true }, { received: true }, { received: true }]);
    expect((await journal()).map(({ eventId, state, error }) => ({ eventId, state, error }))).toEqual([
      { eventId: 'evt_a', state: 'applied', error: null },
      { eventId: 'evt_bad', state: 'failed', error: expect.stringMatching(/^22/) },
      { eventId: 'evt_b', state: 'applied', error: null },
    ]);
    expect(await transactions()).toBe(1);
    expect((await listConversations(scope, { limit: 5 })).data).toMatchObject([{ unreadCount: 2 }]);
    expect(await post(poison('evt_bad'))).toEqual({ received: true, duplicate: true });
  });

  it('keeps a bad event that comes alone', async () => {
    const { post, journal } = await start();
    expect(await post(poison('evt_bad'))).toEqual({ received: true });
    expect(await journal()).toMatchObject([{ eventId: 'evt_bad', state: 'failed' }]);
  });

  it('gives a twin no effect, whatever it says', async () => {
    const { scope, instanceId, post } = await start();
    const unread = async () => (await listConversations(scope, { limit: 5 })).data[0]?.unreadCount;
    const duplicate = { received: true, duplicate: true };
    await post(message('evt_1', 'first'), 'request_1');
    expect(await post(message('evt_2', 'same request'), 'request_1')).toEqual(duplicate);
    const other = { ...message('evt_1', 'same event'), payload: message('evt_3', 'same event').payload };
    expect(await post(other, 'request_3')).toEqual(duplicate);
    // In one batch, too, where it was not there before.
    const receipts = await Promise.all([
      post(message('evt_4', 'first'), 'request_4'),
      post(message('evt_5', 'same request'), 'request_4'),
      post({ ...other, id: 'evt_4' }, 'request_6'),
      // The second of these told nothing: its event is new.
      post(message('evt_5', 'new'), 'request_7'),
    ]);
    expect(receipts).toEqual([{ received: true }, duplicate, duplicate, { received: true }]);
    expect(await unread()).toBe(3);
    const working = {
      id: 'evt_w',
      event: 'session.status',
      timestamp: Date.now(),
      payload: { status: 'WORKING' },
    };
    const status = async () => (await getInstance(scope, instanceId)).status;
    await post(working);
    expect(await status()).toBe('WORKING');
    await database().execute(sql`update instances set status = 'STOPPED' where id = ${instanceId}`);
    expect(await post(working)).toEqual(duplicate);
    await Promise.all([post(poison('evt_bad')), post(working)]);
    expect(await status()).toBe('STOPPED');
  });

  it.each(['resolved', 'snoozed'])('brings a conversation back that was %s', async (status) => {
    const { scope, post } = await start();
    await post(message('evt_1', 'antes'));
    await database().execute(
      sql`update conversations set status = ${status} where organization_id = ${scope.organizationId}`,
    );
    await post(message('evt_1', 'antes'));
    expect((await listConversations(scope, { limit: 5 })).data).toMatchObject([{ status }]);
    await post(message('evt_2', 'depois'));
    expect((await listConversations(scope, { limit: 5 })).data).toMatchObject([{ status: 'open' }]);
  });
});
