import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { insertContacts, stopAsking, updateContacts } from '@/lib/contacts/queries';
import { closeQuestions, postponeQuestions } from '@/lib/conversations/ask-queries';
import { foldContact } from '@/lib/conversations/merge-queries';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { firstIdAt, textArray } from '@/lib/core/sql';
import { wantAllHistories } from '@/lib/history/queries';
import { createInstance } from '@/lib/instances/service';
import { freeHeld, holdOverBudget, holdUnheard, releaseQueued } from '@/lib/messages/hold-queries';
import { markPaced } from '@/lib/messages/pace-queries';
import { sendTo } from '@/lib/messages/send';
import { markWatched } from '@/lib/watchdog/queries';
import { deleteOldJournal } from '@/lib/webhooks/queries';
import { claimStreams } from '@/lib/webhooks/stream-queries';
import { lockWaiters } from '@/tests/setup/lock-waiters';
import { somePhone } from '@/tests/setup/phones';
import { makeInstance } from '@/tests/setup/receive-support';

afterAll(closeDatabase);

/** Two rows that a statement changes, in the order of their keys. */
type Meeting = { rows: [string, string]; change: (inside: Scope) => Promise<unknown>; scope: Scope };
type Case = { name: string; table: string; key?: string; meet: () => Promise<Meeting> };

const LATER = new Date(Date.now() + 3_600_000);

/** Two contacts that nobody has written to, each with one address. */
async function withContacts() {
  const { scope } = await makeInstance();
  const [one, two] = [newId(), newId()];
  const contact = (id: string) => ({ id, pushName: 'Ana', pushNameAt: null, phoneNumber: `+55${id}` });
  const addresses: [string, string] = [`${one}@lid`, `${two}@lid`];
  const known = [one, two].map((contactId) => ({
    address: `${contactId}@lid`,
    contactId,
    origin: 'seen' as const,
  }));
  await insertContacts(scope, [one, two].map(contact), known);
  await database().execute(sql`
    update contact_addresses set ask_at = now() where organization_id = ${scope.organizationId}`);
  return { scope, one, two, contact, addresses };
}

/** Two messages that wait, to one person or to two, held as it is told. */
async function withQueued(hold: 'budget' | null, phones = [somePhone()]) {
  const { scope, instanceId } = await makeInstance();
  const send = async (place: number) =>
    sendTo(scope, instanceId, { to: phones[place % phones.length] ?? '', text: 'Oi' });
  const [first, second] = [await send(0), await send(1)];
  await database().execute(sql`
    update messages set hold = ${hold}, sender_kind = 'api', next_attempt_at = now() where organization_id = ${scope.organizationId}`);
  const rows: [string, string] = [first.id, second.id];
  return { scope, instanceId, rows, conversationId: first.conversationId };
}

async function withNumbers() {
  const { scope, instanceId } = await makeInstance();
  const { id } = await createInstance(scope, { name: 'Suporte' });
  const rows: [string, string] = [instanceId, id];
  return { scope, rows };
}

const cases: Case[] = [
  {
    name: 'names of contacts',
    table: 'contacts',
    meet: async () => {
      const { scope, one, two, contact } = await withContacts();
      return { scope, rows: [one, two], change: (inside) => updateContacts(inside, [two, one].map(contact)) };
    },
  },
  {
    name: 'questions that a known phone answers',
    table: 'contact_addresses',
    key: 'address',
    meet: async () => {
      const { scope, one, two, addresses } = await withContacts();
      return { scope, rows: addresses, change: (inside) => stopAsking(inside, [two, one]) };
    },
  },
  {
    name: 'questions that are answered',
    table: 'contact_addresses',
    key: 'address',
    meet: async () => {
      const { scope, addresses } = await withContacts();
      return { scope, rows: addresses, change: (inside) => closeQuestions(inside, addresses.toReversed()) };
    },
  },
  {
    name: 'questions that are not',
    table: 'contact_addresses',
    key: 'address',
    meet: async () => {
      const { scope, addresses } = await withContacts();
      const asked = addresses.toReversed().map((address) => ({ address, askAt: LATER }));
      return { scope, rows: addresses, change: (inside) => postponeQuestions(inside, asked) };
    },
  },
  {
    name: 'addresses of two who turn out to be one',
    table: 'contact_addresses',
    key: 'address',
    meet: async () => {
      const { scope, one, two, addresses } = await withContacts();
      const join = { survivorId: one, absorbedId: two, address: addresses[0], otherAddress: addresses[1] };
      return { scope, rows: addresses, change: (inside) => foldContact(inside, join) };
    },
  },
  {
    name: 'what a restriction holds',
    table: 'messages',
    meet: async () => {
      const { scope, instanceId, rows } = await withQueued(null);
      return { scope, rows, change: (inside) => holdUnheard(inside, instanceId, LATER, false) };
    },
  },
  {
    name: 'what the budget holds',
    table: 'messages',
    meet: async () => {
      const { scope, instanceId, rows, conversationId } = await withQueued(null);
      return { scope, rows, change: (inside) => holdOverBudget(inside, instanceId, conversationId, LATER) };
    },
  },
  {
    name: 'what a customer’s first words let go',
    table: 'messages',
    meet: async () => {
      const { scope, rows, conversationId } = await withQueued('budget');
      return { scope, rows, change: (inside) => freeHeld(inside, [conversationId]) };
    },
  },
  {
    name: 'what a person lets go',
    table: 'messages',
    meet: async () => {
      const { scope, rows, conversationId } = await withQueued('budget');
      return { scope, rows, change: (inside) => releaseQueued(inside, conversationId, rows[1]) };
    },
  },
  {
    name: 'what waits for its turn',
    table: 'messages',
    meet: async () => {
      const { scope, instanceId, rows } = await withQueued(null, [somePhone(), somePhone()]);
      return { scope, rows, change: (inside) => markPaced(inside, instanceId, { until: LATER }) };
    },
  },
  {
    name: 'numbers that are watched',
    table: 'instances',
    meet: async () => {
      const { scope, rows } = await withNumbers();
      return { scope, rows, change: () => markWatched(rows.toReversed(), new Date()) };
    },
  },
  {
    name: 'histories that are wanted',
    table: 'instance_history',
    key: 'instance_id',
    meet: async () => {
      const { scope, rows } = await withNumbers();
      for (const id of rows.toReversed())
        await database().execute(sql`
          insert into instance_history (organization_id, instance_id, linked_at)
          values (${scope.organizationId}, ${id}, now())`);
      return { scope, rows, change: wantAllHistories };
    },
  },
  {
    name: 'servers that are read',
    table: 'waha_servers',
    meet: async () => {
      const { scope } = await makeInstance();
      const rows: [string, string] = [newId(), newId()];
      for (const [place, id] of rows.toReversed().entries())
        await database().execute(sql`
          insert into waha_servers (id, organization_id, name, url, reads_stream)
          values (${id}, ${scope.organizationId}, ${`Server ${place}`}, 'http://127.0.0.1:9', true)`);
      return { scope, rows, change: () => claimStreams('one process') };
    },
  },
];

describe('rows that one statement changes are locked in the order of their keys', () => {
  it.each(cases)('$name', async ({ table, key = 'id', meet }) => {
    const { scope, rows, change } = await meet();
    const [first, second] = rows;
    const [rowsOf, keyOf] = [sql.identifier(table), sql.identifier(key)];
    // Whoever goes by where rows stand comes to the second one first.
    const move = sql`update ${rowsOf} set ${keyOf} = ${keyOf} where ${keyOf} = ${first}`;
    const isBehind = sql`
      select 1 from ${rowsOf} one join ${rowsOf} other on one.ctid > other.ctid
      where one.${keyOf} = ${first} and other.${keyOf} = ${second}`;
    do await database().execute(move);
    while ((await database().execute(isBehind)).length === 0);
    let changing: Promise<unknown> | undefined;
    await database().transaction(async (tx) => {
      await tx.execute(move);
      changing = database().transaction(async (db) => {
        for (const way of ['indexscan', 'bitmapscan', 'indexonlyscan'])
          await db.execute(sql.raw(`set local enable_${way} = off`));
        await change({ ...scope, db });
      });
      await expect.poll(lockWaiters).toBe(1);
      await tx.execute(sql`select 1 from ${rowsOf} where ${keyOf} = ${second} for update nowait`);
    });
    await changing;
    const writers = await database().execute(sql`
      select distinct xmin::text from ${rowsOf} where ${keyOf}::text = any(${textArray(rows)})`);
    expect(writers).toHaveLength(1);
  });
});

it('the journal leaves what somebody is at for another time, and waits for nobody', async () => {
  const { scope, instanceId } = await makeInstance();
  for (const days of [21, 20]) {
    const at = sql`now() - make_interval(days => ${days}::int)`;
    await database().execute(sql`
      insert into webhook_events (organization_id, instance_id, id, event, event_id, body, state, received_at)
      values (${scope.organizationId}, ${instanceId}, ${firstIdAt(at)}, 'message', ${days}::text, '', 'failed', ${at})`);
  }
  const ofNumber = sql`webhook_events where instance_id = ${instanceId}`;
  await database().transaction(async (tx) => {
    await tx.execute(sql`select 1 from ${ofNumber} and event_id = '21' for update`);
    await database().transaction(async (db) => {
      await db.execute(sql`set local lock_timeout = '2s'`);
      expect(await deleteOldJournal({ db }, 14)).toBe(1);
    });
  });
  expect(await database().execute(sql`select event_id from ${ofNumber}`)).toEqual([{ event_id: '21' }]);
  expect(await deleteOldJournal({ db: database() }, 14)).toBe(1);
});
