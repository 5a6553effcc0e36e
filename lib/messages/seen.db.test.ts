import { sql } from 'drizzle-orm';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { listConversations, markRead } from '@/lib/conversations/service';
import { PERMISSIONS } from '@/lib/core/permissions';
import type { Scope } from '@/lib/core/scope';
import { updateInstance } from '@/lib/instances/service';
import { type HookedNumber, hookNumber } from '@/tests/setup/hooked-number';
import { somePhone } from '@/tests/setup/phones';
import { tellSeen } from './seen';

let number: HookedNumber;

afterEach(() => number.close());
afterAll(closeDatabase);

async function start() {
  number = await hookNumber();
  const { control, scope, id, session } = number;
  const permissions = new Set(PERMISSIONS);
  const person = { kind: 'user', userId: id, name: 'Ana', role: 'agent', permissions } as const;
  const program = { kind: 'token', tokenId: id, name: 'Loja', permissions } as const;
  const phone = somePhone();
  await control.inbound({ from: phone, text: 'Oi' });
  await control.inbound({ from: phone, text: 'Tudo bem?' });
  const find = async () => (await listConversations(scope, { limit: 1 } as never)).data[0];
  await expect.poll(async () => (await find())?.unreadCount).toBe(2);
  return {
    control,
    scope,
    id,
    phone,
    asPerson: { ...scope, actor: person } satisfies Scope,
    asProgram: { ...scope, actor: program } satisfies Scope,
    conversationId: (await find())?.id ?? '',
    /** Runs the job, if there is one. */
    work: async () => {
      const jobs = await database().execute<{ payload: { messageIds: string[]; until: string } }>(sql`
        select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = 'tell_seen' and payload ->> 'organizationId' = ${scope.organizationId}`);
      for (const { payload } of jobs) await tellSeen(scope, payload.messageIds, new Date(payload.until));
      return jobs.length;
    },
    seen: async () => (await control.signals({ session })).filter(({ kind }) => kind === 'seen'),
  };
}

describe('what customers see of our reading', { timeout: 60_000 }, () => {
  it('is what a person has read, message by message', async () => {
    const { asPerson, conversationId, work, seen, phone } = await start();
    await markRead(asPerson, conversationId);
    expect(await work()).toBe(1);
    const signals = await seen();
    expect(signals).toMatchObject([{ chat: `${phone}@c.us` }]);
    expect(signals[0]?.ids).toHaveLength(2);
    await markRead(asPerson, conversationId);
    expect(await work()).toBe(1);
  });

  it('is nothing when a program marks it read, unless it says that a person has read it', async () => {
    const { control, scope, asProgram, conversationId, work, seen, phone } = await start();
    await markRead(asProgram, conversationId);
    expect(await work()).toBe(0);
    await control.inbound({ from: phone, text: 'Alô?' });
    await expect
      .poll(async () => (await listConversations(scope, { limit: 1 } as never)).data[0]?.unreadCount)
      .toBe(1);
    await markRead(asProgram, conversationId, { byPerson: true });
    expect(await work()).toBe(1);
    expect((await seen())[0]?.ids).toHaveLength(1);
  });

  it('is nothing where the number does not tell', async () => {
    const { scope, id, asPerson, conversationId, work, seen } = await start();
    await updateInstance(scope, id, { settings: { sendReadReceipts: false } });
    await markRead(asPerson, conversationId);
    await work();
    expect(await seen()).toEqual([]);
  });
});
