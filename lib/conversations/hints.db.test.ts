import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import type { Scope } from '@/lib/core/scope';
import { lockWaiters } from '@/tests/setup/lock-waiters';
import { makeInstance, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { listConversations } from './service';

afterAll(closeDatabase);

const PHONE = '5511987654321@c.us';
const LID = '99887766554433@lid';
const both = { aliases: [PHONE] };

const conversationsOf = async (scope: Scope) => (await listConversations(scope, { limit: 50 })).data;

describe('a hint', () => {
  const other = '5521912345678@c.us';

  it('that gives a hidden id a second phone counts for nothing', async () => {
    const { scope, instanceId } = await makeInstance();
    await receiveBatch(scope, instanceId, [textFrom(LID, 'A', both)]);
    await receiveBatch(scope, instanceId, [textFrom(LID, 'B', { aliases: [other] })]);
    await receiveBatch(scope, instanceId, [textFrom(other, 'C', { aliases: [LID] })]);
    // Now that both are known.
    await receiveBatch(scope, instanceId, [textFrom(LID, 'D', { aliases: [other] })]);
    const found = await conversationsOf(scope);
    expect(found.map(({ contact }) => contact?.phoneNumber).sort()).toEqual([
      '+5511987654321',
      '+5521912345678',
    ]);
  });

  it('may give one phone two hidden ids, and either may be used at any time', async () => {
    const { scope, instanceId } = await makeInstance();
    const second = '33333333333333@lid';
    await receiveBatch(scope, instanceId, [textFrom(LID, 'A', both), textFrom(second, 'B', both)]);
    await receiveBatch(scope, instanceId, [textFrom(LID, 'C'), textFrom(second, 'D'), textFrom(PHONE, 'E')]);
    expect(await conversationsOf(scope)).toHaveLength(1);
  });

  it('that names a number of our own joins nobody with it', async () => {
    const { scope, instanceId } = await makeInstance();
    await database().execute(sql`
      update instances set phone_number = '+5531987650000', lid = '70000000000000@lid' where id = ${instanceId}`);
    for (const own of ['5531987650000@c.us', '553187650000@c.us', '70000000000000@lid']) {
      await receiveBatch(scope, instanceId, [textFrom(PHONE, `P-${own}`, { aliases: [own] })]);
      await receiveBatch(scope, instanceId, [textFrom(own, own, { fromMe: true, aliases: [PHONE] })]);
    }
    const found = await conversationsOf(scope);
    expect(found).toHaveLength(3);
    expect(found.filter(({ contact }) => contact?.phoneNumber === '+5511987654321')).toHaveLength(1);
  });

  it('leaves a person whose phone nobody knows without one, and without its bare digits', async () => {
    const { scope, instanceId } = await makeInstance();
    await receiveBatch(scope, instanceId, [textFrom(LID, 'A', { pushName: null })]);
    const [hidden] = await conversationsOf(scope);
    expect(hidden).toMatchObject({ title: 'Number hidden', contact: { phoneNumber: null } });
  });

  it('locks whom it joins only in turn with all others of its batch', async () => {
    const { scope, instanceId } = await makeInstance();
    for (const [chat, pushName] of [
      [other, 'Bia'],
      [PHONE, 'Ana'],
      [LID, 'Ana'],
    ] as const)
      await receiveBatch(scope, instanceId, [textFrom(chat, chat, { pushName })]);
    const contacts = await database().execute<{ id: string }>(sql`
      select id from contacts where organization_id = ${scope.organizationId} order by id`);
    const lock = (place: number) =>
      sql`select 1 from contacts where id = ${contacts[place]?.id} for update nowait`;
    let receiving: Promise<void> | undefined;
    await database().transaction(async (tx) => {
      await tx.execute(lock(0));
      receiving = receiveBatch(scope, instanceId, [
        textFrom(LID, 'A', { ...both, pushName: 'Ana' }),
        textFrom(other, 'B', { pushName: 'Bianca' }),
      ]);
      await expect.poll(lockWaiters).toBe(1);
      await tx.execute(lock(1));
      await tx.execute(lock(2));
    });
    await receiving;
    const found = await conversationsOf(scope);
    expect(found.map(({ title }) => title).sort()).toEqual(['Ana', 'Bianca']);
  });
});
