import { sql } from 'drizzle-orm';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import type { Scope } from '@/lib/core/scope';
import { createInstance, getInstance } from '@/lib/instances/service';
import { type LinkedNumber, linkNumber, untilStatus } from '@/tests/setup/linked-number';
import { somePhone } from '@/tests/setup/phones';
import { noonPlus, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { askAddresses, dueAskers } from './ask-addresses';
import { listConversations } from './service';

const numbers: LinkedNumber[] = [];
afterEach(async () => {
  for (const number of numbers.splice(0)) await number.simulator.close();
  // All tests share the row of the server: a number of an older one must not hold its only place.
  await database().execute(sql`update instances set deleted_at = now()`);
});
afterAll(closeDatabase);

async function start(where: Parameters<typeof linkNumber>[0] = {}) {
  const number = await linkNumber(where);
  numbers.push(number);
  const { scope, id, control } = number;
  /** Somebody who wrote, of whom WhatsApp shows only the hidden id. */
  const hidden = async (waId = 'L1') => {
    const phone = somePhone();
    const { lidChatId: lid } = await control.customer({ phone, phoneHidden: true });
    await receiveBatch(scope, id, [textFrom(lid, waId, { pushName: null, sentAt: noonPlus(1) })]);
    return { phone, lid, chat: `${phone}@c.us` };
  };
  const tell = (phone: string) => control.customer({ phone, phoneHidden: false });
  const ask = async () => {
    await database().execute(sql`
      update contact_addresses set ask_at = now() - interval '1 second' where organization_id = ${scope.organizationId} and ask_at is not null`);
    await askAddresses(scope, id);
  };
  return { ...number, hidden, tell, ask };
}

type Asked = { address: string; asks: number; minutes: number | null };

/** Of each address: how often it was asked, and in how many minutes it is asked next. */
const questions = (scope: Scope) =>
  database().execute<Asked>(sql`
    select address, asks, round(extract(epoch from ask_at - now()) / 60)::int as minutes from contact_addresses
    where organization_id = ${scope.organizationId} order by address`);

const asked = async (scope: Scope, address: string) => {
  const row = (await questions(scope)).find((one) => one.address === address);
  return row && [row.asks, row.minutes];
};

const conversationsOf = async (scope: Scope) => (await listConversations(scope, { limit: 50 })).data;

describe('a hidden id whose phone is not known', () => {
  it('is asked about after a minute, and joined with its phone once WhatsApp tells', async () => {
    const { scope, id, hidden, tell, ask } = await start();
    const { phone, lid, chat } = await hidden();
    await receiveBatch(scope, id, [textFrom(chat, 'P2', { sentAt: noonPlus(2) })]);
    expect(await asked(scope, lid)).toEqual([0, 1]);
    await askAddresses(scope, id);
    expect(await asked(scope, lid)).toEqual([0, 1]);
    await ask();
    expect(await asked(scope, lid)).toEqual([1, 10]);
    expect(await conversationsOf(scope)).toHaveLength(2);

    await tell(phone);
    await ask();
    expect(await conversationsOf(scope)).toMatchObject([
      {
        title: 'Marina',
        contact: { phoneNumber: `+${phone}` },
        unreadCount: 2,
        joined: { id: expect.any(String) },
      },
    ]);
    expect((await questions(scope)).filter(({ minutes }) => minutes !== null)).toEqual([]);
    expect(await dueAskers()).toEqual([]);
  });

  it('has a phone from then on where nobody wrote from it', async () => {
    const { scope, hidden, tell, ask } = await start();
    const { phone } = await hidden();
    await tell(phone);
    await ask();
    expect(await conversationsOf(scope)).toMatchObject([
      { title: `+${phone}`, contact: { phoneNumber: `+${phone}` }, joined: null },
    ]);
  });

  it('is asked about at growing distance, and never given up', async () => {
    const { scope, hidden, ask } = await start();
    const { lid } = await hidden();
    const distances: unknown[] = [];
    for (let round = 0; round < 9; round++) {
      await ask();
      distances.push((await asked(scope, lid))?.[1]);
    }
    const [hour, day] = [60, 24 * 60];
    expect(distances).toEqual([10, hour, 6 * hour, day, day, day, 7 * day, 7 * day, 7 * day]);
  });

  it('is found in the whole list where many are asked about', async () => {
    const { scope, id, control, ask } = await start();
    const phones = Array.from({ length: 6 }, somePhone);
    const lids: string[] = [];
    for (const [n, phone] of phones.entries()) {
      const { lidChatId } = await control.customer({ phone });
      lids.push(lidChatId);
      // The list tells of chats that WAHA has: here of all but the last.
      if (n < 5) await control.inbound({ from: phone, text: 'Oi', asLid: true });
      await receiveBatch(scope, id, [textFrom(lidChatId, `L${n}`, { pushName: null })]);
    }
    await ask();
    const found = (await conversationsOf(scope)).map(({ contact }) => contact?.phoneNumber ?? null);
    expect(found.sort()).toEqual([...phones.slice(0, 5).map((phone) => `+${phone}`), null].sort());
    expect(await asked(scope, lids[5] ?? '')).toEqual([1, 10]);
    // Alone it is asked about by itself.
    await ask();
    expect(await asked(scope, lids[5] ?? '')).toEqual([1, null]);
  });

  it('that is told to be a number of our own stays by itself', async () => {
    const { scope, id, hidden, tell, ask } = await start();
    const { phone, lid, chat } = await hidden();
    await database().execute(sql`update instances set phone_number = ${`+${phone}`} where id = ${id}`);
    await receiveBatch(scope, id, [textFrom(chat, 'N1', { fromMe: true, pushName: null })]);
    await tell(phone);
    await ask();
    expect(await conversationsOf(scope)).toHaveLength(2);
    expect(await asked(scope, lid)).toEqual([0, null]);
  });
});

describe('a phone that was written to', () => {
  it('is asked four times for its hidden id, which its owner writes under, and then no more', async () => {
    const { scope, id, hidden, tell, ask } = await start();
    const { phone, chat, lid } = await hidden();
    await receiveBatch(scope, id, [textFrom(chat, 'P1', { fromMe: true, pushName: null })]);
    await database().execute(sql`
      update contact_addresses set ask_at = case when address = ${chat} then now() - interval '1 second' end
      where organization_id = ${scope.organizationId}`);
    const rounds: unknown[] = [];
    for (let round = 0; round < 4; round++) {
      await ask();
      rounds.push(await asked(scope, chat));
    }
    expect(rounds).toEqual([
      [1, 10],
      [2, 60],
      [3, 360],
      [4, null],
    ]);

    await database().execute(sql`
      update contact_addresses set ask_at = now() - interval '1 second' where organization_id = ${scope.organizationId} and address = ${chat}`);
    await tell(phone);
    await ask();
    expect(await conversationsOf(scope)).toHaveLength(1);
    expect((await asked(scope, lid))?.[1]).toBeNull();
  });
});

describe('nothing is asked', () => {
  it('of a WAHA that is away: the question stays as it was', async () => {
    const { scope, hidden, ask, simulator } = await start();
    const { lid } = await hidden();
    await simulator.close();
    await ask();
    // Taken for five minutes, and not counted.
    expect(await asked(scope, lid)).toEqual([0, 5]);
    expect(await dueAskers()).toEqual([]);
  });

  it('through a number that does not work, or that does not talk with them', async () => {
    const { scope, id, hidden, ask } = await start();
    const { lid } = await hidden();
    const { id: other } = await createInstance(scope, { name: 'Outro' });
    const due = () =>
      database().execute(sql`
        update contact_addresses set ask_at = now() - interval '1 second' where organization_id = ${scope.organizationId} and ask_at is not null`);
    await due();
    expect((await dueAskers()).map(({ instanceId }) => instanceId)).toEqual([id]);
    await database().execute(sql`update instances set status = 'WORKING' where id = ${other}`);
    await askAddresses(scope, other);
    await database().execute(sql`update instances set status = 'FAILED' where id = ${id}`);
    await askAddresses(scope, id);
    expect(await asked(scope, lid)).toEqual([0, 0]);
    await database().execute(sql`update instances set status = 'WORKING' where id = ${id}`);
    await ask();
    expect(await asked(scope, lid)).toEqual([1, 10]);
  });

  it('in vain: one that keeps no list refuses, and is asked again later', async () => {
    const { scope, id, hidden, ask, simulator } = await start();
    const { lid } = await hidden();
    const { sessionName } = await getInstance(scope, id);
    await fetch(`${simulator.url}/api/sessions/${sessionName}`, {
      method: 'PUT',
      headers: { 'x-api-key': 'key', 'content-type': 'application/json' },
      body: JSON.stringify({ config: { noweb: { store: { enabled: false } } } }),
    });
    await untilStatus(scope, id, 'WORKING');
    await ask();
    expect(await asked(scope, lid)).toEqual([1, 10]);
  });
});
