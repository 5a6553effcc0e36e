import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { reconcile } from '@/lib/tasks/reconcile';
import { makeInstance, noonPlus, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { getConversation, listConversations, updateConversation } from './service';
import { openSnoozed } from './snooze-queries';

afterAll(closeDatabase);

it('what is snoozed is open again when its time is over, and not before', async () => {
  const { scope, instanceId } = await makeInstance();
  for (const [index, phone] of ['5511911110001', '5511911110002', '5511911110003'].entries())
    await receiveBatch(scope, instanceId, [
      textFrom(`${phone}@c.us`, `S${index}`, { sentAt: noonPlus(index) }),
    ]);
  const { data } = await listConversations(scope, { limit: 50 });
  const [due, later, resolved] = data.map(({ id }) => id) as [string, string, string];
  const until = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
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
