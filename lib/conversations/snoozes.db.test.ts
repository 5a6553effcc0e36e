import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { reconcile } from '@/lib/tasks/reconcile';
import { lockWaiters } from '@/tests/setup/lock-waiters';
import { makeInstance, noonPlus, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { getConversation, listConversations, updateConversation } from './service';
import { openSnoozed } from './snooze-queries';
import { endSnoozes } from './snoozes';

afterAll(closeDatabase);

const until = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

/** Two conversations of a new organization that were snoozed until now, in the order of their ids. */
async function withDue() {
  const { scope, instanceId } = await makeInstance();
  for (const phone of ['5511911110001', '5511911110002'])
    await receiveBatch(scope, instanceId, [textFrom(`${phone}@c.us`, phone)]);
  const { data } = await listConversations(scope, { limit: 50 });
  const ids = data.map(({ id }) => id).sort() as [string, string];
  for (const id of ids) await updateConversation(scope, id, { status: 'snoozed', snoozedUntil: until(3600) });
  await database().execute(sql`
    update conversations set snoozed_until = now() - interval '1 second' where organization_id = ${scope.organizationId}`);
  const look = async () => Promise.all(ids.map(async (id) => (await getConversation(scope, id)).status));
  return { scope, ids, look };
}

it('what is snoozed is open again when its time is over, and not before', async () => {
  const { scope, instanceId } = await makeInstance();
  for (const [index, phone] of ['5511911110001', '5511911110002', '5511911110003'].entries())
    await receiveBatch(scope, instanceId, [
      textFrom(`${phone}@c.us`, `S${index}`, { sentAt: noonPlus(index) }),
    ]);
  const { data } = await listConversations(scope, { limit: 50 });
  const [due, later, resolved] = data.map(({ id }) => id) as [string, string, string];
  await updateConversation(scope, due, { status: 'snoozed', snoozedUntil: until(3600) });
  await updateConversation(scope, later, { status: 'snoozed', snoozedUntil: until(3600) });
  await updateConversation(scope, resolved, { status: 'resolved' });
  await reconcile();
  expect(await getConversation(scope, due)).toMatchObject({ status: 'snoozed' });
  // An hour later.
  await database().execute(sql`
    update conversations set snoozed_until = now() - interval '1 second' where organization_id = ${scope.organizationId} and id = ${due}`);
  await reconcile();
  expect(await getConversation(scope, due)).toMatchObject({ status: 'open', snoozedUntil: null });
  expect(await getConversation(scope, later)).toMatchObject({ status: 'snoozed' });
  expect(await getConversation(scope, resolved)).toMatchObject({ status: 'resolved' });
  // Somebody snoozed it anew, or resolved it, since it was found to be due.
  expect(await openSnoozed(scope, [later, resolved])).toEqual([]);
});

it('… but for what somebody has locked, which comes after all others, and alone', async () => {
  const { ids, look } = await withDue();
  const lock = (id: string) => sql`select 1 from conversations where id = ${id} for update nowait`;
  let ending: Promise<void> | undefined;
  await database().transaction(async (tx) => {
    await tx.execute(lock(ids[1]));
    ending = endSnoozes();
    await expect.poll(lockWaiters).toBe(1);
    expect(await look()).toEqual(['open', 'snoozed']);
    await tx.execute(lock(ids[0]));
  });
  await ending;
  expect(await look()).toEqual(['open', 'open']);
});

it('… and a fault keeps none of the others from it: it is told when they are open', async () => {
  const [one, other] = [await withDue(), await withDue()];
  const refused = [one.ids[0], other.ids[0]];
  await database().execute(sql`
    create function refuse() returns trigger language plpgsql as $$ begin raise 'refused'; end $$`);
  await database().execute(
    sql.raw(`create trigger refuse before update on conversations for each row
      when (new.id in ('${refused.join("', '")}')) execute function refuse()`),
  );
  await expect(endSnoozes()).rejects.toThrow();
  await database().execute(sql`drop trigger refuse on conversations`);
  expect([await one.look(), await other.look()]).toEqual([
    ['snoozed', 'open'],
    ['snoozed', 'open'],
  ]);
  await endSnoozes();
  expect([await one.look(), await other.look()]).toEqual([
    ['open', 'open'],
    ['open', 'open'],
  ]);
});
