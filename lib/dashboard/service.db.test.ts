import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { firstIdAt } from '@/lib/core/sql';
import { makeInstance, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { findTodayByInstance, getBadges, getOverview, getToday } from './service';

const chatOf = (number: number) => `551190000${String(number).padStart(4, '0')}@c.us`;

/** Texts of three customers, received now. */
async function receiveThree(scope: Scope, instanceId: string): Promise<void> {
  const sentAt = new Date();
  await receiveBatch(
    scope,
    instanceId,
    [1, 2, 3].map((number) => ({ ...textFrom(chatOf(number), newId(), { sentAt }) })),
  );
}

it('counts what came today, by number, and what waits', async () => {
  const { scope, instanceId } = await makeInstance();
  await receiveThree(scope, instanceId);
  const { instances, conversations } = await getOverview(scope);
  expect(instances?.map(({ id }) => id)).toEqual([instanceId]);
  expect(conversations?.today).toMatchObject({
    received: 3,
    sent: 0,
    failed: 0,
    newConversations: 3,
    before: { received: 0, newConversations: 0 },
    byInstance: { [instanceId]: { received: 3, sent: 0, failed: 0 } },
  });
  expect(conversations?.today.hours.reduce((all, { today }) => all + today, 0)).toBe(3);
  expect(conversations?.counts).toEqual({ unread: 3, unassigned: 3, open: 3 });
  expect(conversations?.longest[0]).toMatchObject({ instanceName: 'Vendas', assigneeName: null });
  expect((await getBadges(scope)).unreadIds).toHaveLength(3);
});

it('compares with the same weekday of last week up to this time only', async () => {
  const { scope, instanceId } = await makeInstance();
  await receiveThree(scope, instanceId);
  const { organizationId } = scope;
  const at = (minutes: number) => sql`now() - interval '7 days' + ${`${minutes} minutes`}::interval`;
  const move = (minutes: number, number: number) =>
    scope.db.execute(sql`
      update messages m set created_at = ${at(minutes)}, sent_at = ${at(minutes)}, id = ${firstIdAt(at(minutes))}
      from conversations c where m.organization_id = ${organizationId} and c.organization_id = m.organization_id
        and c.id = m.conversation_id and c.chat_address = ${chatOf(number)}`);
  // A zone in which it is noon now: neither day's edge is near.
  const offset = 12 - new Date().getUTCHours();
  const zone = `Etc/GMT${offset >= 0 ? '-' : '+'}${Math.abs(offset)}`;
  await scope.db.execute(sql`update organizations set time_zone = ${zone} where id = ${organizationId}`);
  await move(-10, 1);
  await move(10, 2);
  const today = await getToday(scope);
  expect(today.received).toBe(1);
  expect(today.before.received).toBe(1);
  expect(today.hours.reduce((all, { before }) => all + before, 0)).toBe(2);
});

it('does not count imported history as traffic of today', async () => {
  const { scope, instanceId } = await makeInstance();
  const sentAt = new Date(Date.now() - 30 * 86_400_000);
  await receiveBatch(scope, instanceId, [textFrom(chatOf(1), newId(), { sentAt })]);
  expect((await getToday(scope)).received).toBe(0);
});

it('leaves out the part whose module is off, and refuses to be asked for it', async () => {
  const { scope } = await makeInstance();
  const without: Scope = { ...scope, modules: new Set(['instances', 'api']) };
  expect(await getOverview(without)).toMatchObject({ conversations: null, instances: [{ name: 'Vendas' }] });
  expect(await findTodayByInstance(without)).toBeUndefined();
  await expect(getToday(without)).rejects.toMatchObject({ code: 'module_disabled' });
});

it('does not see another organization', async () => {
  const one = await makeInstance();
  const other = await makeInstance();
  await receiveThree(one.scope, one.instanceId);
  const { conversations } = await getOverview(other.scope);
  expect(conversations?.counts.unread).toBe(0);
  expect(conversations?.today.received).toBe(0);
});
