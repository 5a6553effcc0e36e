import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { createInstance } from '@/lib/instances/service';
import { listMessages } from '@/lib/messages/service';
import {
  ackOf,
  makeInstance,
  noonPlus,
  reactionTo,
  receiveBatch,
  textFrom,
} from '@/tests/setup/receive-support';
import { learnAddresses } from './learn';
import { getConversation, listConversations, markRead, updateConversation } from './service';
import { undoMerge } from './undo-merge';
import { refreshConversations } from './upkeep';

afterAll(closeDatabase);

const PHONE = '5511987654321@c.us';
const LID = '99887766554433@lid';
const page = { limit: 50 };
const both = { aliases: [PHONE] };

const conversationsOf = async (scope: Scope) => (await listConversations(scope, page)).data;
const textsOf = async (scope: Scope, id: string) =>
  (await listMessages(scope, id, page)).data.map(({ text }) => text);

/** A person known twice, with everything a team can do to each conversation. */
async function knownTwice() {
  const { scope, instanceId } = await makeInstance();
  await receiveBatch(scope, instanceId, [
    textFrom(LID, 'L1', { sentAt: noonPlus(1), pushName: 'Mari' }),
    textFrom(LID, 'L3', { sentAt: noonPlus(3), pushName: 'Mari' }),
    reactionTo('L1', '👍', 9),
  ]);
  await receiveBatch(scope, instanceId, [
    textFrom(PHONE, 'P2', { sentAt: noonPlus(2), pushName: 'Marina' }),
    textFrom(PHONE, 'P4', { sentAt: noonPlus(4), pushName: 'Marina' }),
    ackOf('P2', 3, false),
  ]);
  const [byPhone, byLid] = await conversationsOf(scope);
  if (!byLid || !byPhone) throw new Error('Two conversations were expected');
  const [vip, late] = [await makeLabel(scope, 'VIP'), await makeLabel(scope, 'Late')];
  const { organizationId } = scope;
  await database().execute(sql`
    update contacts set name = 'Marina D.' where organization_id = ${organizationId} and id = ${byPhone.contact?.id ?? ''}`);
  const [owner] = await database().execute<{ id: string }>(sql`
    select user_id as id from memberships where organization_id = ${organizationId}`);
  await updateConversation(scope, byLid.id, { status: 'resolved', labelIds: [vip] });
  await updateConversation(scope, byPhone.id, {
    status: 'pending',
    labelIds: [late],
    assigneeId: owner?.id,
  });
  await insertFailedSend(scope, instanceId, byPhone.id);
  await refreshConversations(scope, [byPhone.id]);
  return { scope, instanceId, byLid, byPhone };
}

async function makeLabel(scope: Scope, name: string): Promise<string> {
  const id = newId();
  await database().execute(sql`
    insert into labels (organization_id, id, name, color) values (${scope.organizationId}, ${id}, ${name}, 'green')`);
  return id;
}

/** A send that never left: no address tells whose it is. */
const insertFailedSend = (scope: Scope, instanceId: string, conversationId: string) =>
  database().execute(sql`
    insert into messages (organization_id, id, instance_id, conversation_id, direction, type, text, status, sender_kind,
      client_id, client_scope_id, sent_at)
    values (${scope.organizationId}, ${newId()}, ${instanceId}, ${conversationId}, 'outbound', 'text', 'F', 'failed', 'api',
      'once', ${conversationId}, ${noonPlus(5).toISOString()})`);

/** Whole rows of everything a join touches, but for when they changed last. */
async function wholeRows(scope: Scope) {
  const tables = ['contacts', 'contact_addresses', 'conversations', 'conversation_labels', 'messages'];
  const read = async (table: string) => {
    const rows = await database().execute<{ row: object }>(sql`
      select to_jsonb(t) - 'updated_at' as row from ${sql.identifier(table)} t
      where organization_id = ${scope.organizationId} order by to_jsonb(t)::text`);
    return [table, rows.map(({ row }) => row)] as const;
  };
  return Object.fromEntries(await Promise.all(tables.map(read)));
}

const learn = (scope: Scope, instanceId: string, waId = 'hint') =>
  receiveBatch(scope, instanceId, [textFrom(LID, waId, { ...both, sentAt: noonPlus(60), pushName: 'Mari' })]);

async function mergeIdOf(scope: Scope): Promise<string> {
  const joined = (await conversationsOf(scope)).find((one) => one.joined !== null);
  return joined?.joined?.id ?? '';
}

describe('two conversations that turn out to be one person', () => {
  it('become one list in the order of WhatsApp, with what was known of either', async () => {
    const { scope, instanceId, byLid, byPhone } = await knownTwice();
    await learn(scope, instanceId);
    const [one, ...others] = await conversationsOf(scope);
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      id: byLid.id,
      title: 'Marina D.',
      contact: { phoneNumber: '+5511987654321' },
      status: 'pending',
      assignee: { name: expect.any(String) },
      labels: [{ name: 'Late' }, { name: 'VIP' }],
      lastMessage: { preview: 'hint' },
      joined: {
        conversationId: byPhone.id,
        people: [
          { name: 'Mari', phoneNumber: null },
          { name: 'Marina D.', phoneNumber: '+5511987654321' },
        ],
      },
      // L3, P4 and the hint: up to P2 all was read on the phone.
      unreadCount: 3,
    });
    expect(await textsOf(scope, byLid.id)).toEqual(['hint', 'F', 'P4', 'L3', 'P2', 'L1']);
    const last = (await listMessages(scope, byLid.id, page)).data.at(-1);
    expect(last?.reactions).toEqual([{ emoji: '👍', senderName: 'Marina D.', fromMe: false }]);
  });

  it('answer under the id that is gone, on every verb', async () => {
    const { scope, instanceId, byLid, byPhone } = await knownTwice();
    await learn(scope, instanceId);
    expect((await getConversation(scope, byPhone.id)).id).toBe(byLid.id);
    expect(await textsOf(scope, byPhone.id)).toEqual(await textsOf(scope, byLid.id));
    expect((await updateConversation(scope, byPhone.id, { status: 'pending' })).id).toBe(byLid.id);
    expect(await markRead(scope, byPhone.id)).toMatchObject({ id: byLid.id, unreadCount: 0 });
  });

  it('are again just what they were after an undo', async () => {
    const { scope, instanceId } = await knownTwice();
    const before = await wholeRows(scope);
    await learnAddresses(scope, instanceId, [{ address: LID, otherAddress: PHONE }]);
    expect(await conversationsOf(scope)).toHaveLength(1);
    await undoMerge(scope, await mergeIdOf(scope));
    expect(await wholeRows(scope)).toEqual(before);
  });

  it('part what arrived since by its own address, and keep what a person changed since', async () => {
    const { scope, instanceId, byLid, byPhone } = await knownTwice();
    await learn(scope, instanceId);
    await receiveBatch(scope, instanceId, [
      textFrom(PHONE, 'P5', { sentAt: noonPlus(70), pushName: 'Marina' }),
      textFrom(LID, 'L6', { sentAt: noonPlus(71), pushName: 'Mari' }),
    ]);
    await updateConversation(scope, byLid.id, { status: 'snoozed', snoozedUntil: '2030-01-01T00:00:00Z' });
    const { data } = await undoMerge(scope, await mergeIdOf(scope));
    expect(data.map(({ id }) => id).sort()).toEqual([byLid.id, byPhone.id].sort());
    expect(await textsOf(scope, byLid.id)).toEqual(['L6', 'hint', 'L3', 'L1']);
    expect(await textsOf(scope, byPhone.id)).toEqual(['P5', 'F', 'P4', 'P2']);
    expect(await getConversation(scope, byLid.id)).toMatchObject({ status: 'snoozed', title: 'Mari' });
    expect(await getConversation(scope, byPhone.id)).toMatchObject({ status: 'pending', title: 'Marina D.' });
  });

  it('tell each join, also those of whoever was joined into them, and the latest alone after an undo', async () => {
    const { scope, instanceId, byLid, byPhone } = await knownTwice();
    const third = '22222222222222@lid';
    await receiveBatch(scope, instanceId, [textFrom(third, 'T1', { sentAt: noonPlus(6), pushName: 'M' })]);
    const gone = (await conversationsOf(scope)).find(({ title }) => title === 'M')?.id;
    await learnAddresses(scope, instanceId, [{ address: third, otherAddress: PHONE }]);
    const first = await mergeIdOf(scope);
    await learnAddresses(scope, instanceId, [{ address: LID, otherAddress: PHONE }]);
    const [one] = await conversationsOf(scope);
    expect(one).toMatchObject({
      id: byLid.id,
      joined: { conversationId: byPhone.id, people: [{ name: 'Mari' }, { name: 'Marina D.' }] },
      earlierJoins: [{ id: first, conversationId: gone, people: [{ name: 'Marina D.' }, { name: 'M' }] }],
    });
    await undoMerge(scope, await mergeIdOf(scope));
    const parted = new Map((await conversationsOf(scope)).map((view) => [view.id, view]));
    expect(parted.get(byPhone.id)).toMatchObject({ joined: { id: first }, earlierJoins: [] });
    expect(parted.get(byLid.id)).toMatchObject({ joined: null, earlierJoins: [] });
  });

  it('are never joined again by themselves once a person has parted them', async () => {
    const { scope, instanceId } = await knownTwice();
    await learn(scope, instanceId);
    const mergeId = await mergeIdOf(scope);
    await undoMerge(scope, mergeId);
    await learn(scope, instanceId, 'again');
    await receiveBatch(scope, instanceId, [textFrom(PHONE, 'P9', { aliases: [LID], sentAt: noonPlus(80) })]);
    const other = '11111111111111@lid';
    await receiveBatch(scope, instanceId, [
      textFrom(other, 'O1', { aliases: [LID], sentAt: noonPlus(81) }),
      textFrom(other, 'O2', { ...both, sentAt: noonPlus(82) }),
    ]);
    expect(await conversationsOf(scope)).toHaveLength(2);
    await expect(undoMerge(scope, mergeId)).rejects.toMatchObject({ code: 'invalid_state' });
  });

  it('are undone in turn: the latest first, and each for 30 days', async () => {
    const { scope, instanceId } = await knownTwice();
    const third = '22222222222222@lid';
    await receiveBatch(scope, instanceId, [textFrom(third, 'T1', { sentAt: noonPlus(6), pushName: 'M' })]);
    const before = await wholeRows(scope);
    await learnAddresses(scope, instanceId, [{ address: LID, otherAddress: PHONE }]);
    const first = await mergeIdOf(scope);
    await learnAddresses(scope, instanceId, [{ address: third, otherAddress: PHONE }]);
    const second = await mergeIdOf(scope);
    expect(await conversationsOf(scope)).toHaveLength(1);
    await expect(undoMerge(scope, first)).rejects.toMatchObject({ detail: 'mergeNotLatest' });
    await undoMerge(scope, second);
    await undoMerge(scope, first);
    expect(await wholeRows(scope)).toEqual(before);

    await database().execute(sql`
      update contact_merges set undone_at = null, merged_at = now() - interval '31 days' where id = ${first}`);
    await expect(undoMerge(scope, first)).rejects.toMatchObject({ detail: 'mergePast' });
    const { scope: stranger } = await makeInstance();
    await expect(undoMerge(stranger, second)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('several numbers', () => {
  it('share their contacts: what one of them is told joins the conversations of all', async () => {
    const { scope, instanceId } = await makeInstance();
    const { id: second } = await createInstance(scope, { name: 'Suporte' });
    const { id: third } = await createInstance(scope, { name: 'Terceiro' });
    await receiveBatch(scope, instanceId, [textFrom(LID, 'A-L', { sentAt: noonPlus(1) })]);
    await receiveBatch(scope, second, [textFrom(LID, 'B-L', { sentAt: noonPlus(2) })]);
    await receiveBatch(scope, second, [textFrom(PHONE, 'B-P', { sentAt: noonPlus(3) })]);
    await receiveBatch(scope, third, [textFrom(PHONE, 'C-P', { sentAt: noonPlus(4) })]);
    const before = await wholeRows(scope);
    await learn(scope, instanceId);
    const joined = await conversationsOf(scope);
    expect(joined.map((one) => one.instanceId).sort()).toEqual([instanceId, second, third].sort());
    expect(new Set(joined.map(({ contact }) => contact?.id)).size).toBe(1);

    await receiveBatch(scope, third, [textFrom(LID, 'C-L', { sentAt: noonPlus(70) })]);
    await receiveBatch(scope, instanceId, [textFrom(PHONE, 'A-P', { sentAt: noonPlus(71) })]);
    await undoMerge(scope, await mergeIdOf(scope));
    const parted = await conversationsOf(scope);
    const threads = await Promise.all(parted.map(({ id }) => textsOf(scope, id)));
    expect(threads.map((texts) => texts.join()).sort()).toEqual([
      'A-P',
      'B-L',
      'B-P',
      'C-L',
      'C-P',
      'hint,A-L',
    ]);
    await database().execute(sql`
      delete from messages where organization_id = ${scope.organizationId} and wa_id in ('C-L', 'A-P', 'hint')`);
    const contacts = (await wholeRows(scope)).contacts;
    expect(contacts).toEqual(before.contacts);
  });

  it('may learn the same at once, in two processes, while both receive', async () => {
    const { scope, instanceId } = await makeInstance();
    const { id: second } = await createInstance(scope, { name: 'Suporte' });
    const people = Array.from({ length: 6 }, (_, n) => ({
      lid: `9000000000000${n}@lid`,
      phone: `551198000111${n}@c.us`,
    }));
    for (const [n, { lid, phone }] of people.entries()) {
      for (const [id, name] of [[instanceId, 'a'] as const, [second, 'b'] as const]) {
        await receiveBatch(scope, id, [textFrom(lid, `${name}-l${n}`), textFrom(phone, `${name}-p${n}`)]);
      }
    }
    expect(await conversationsOf(scope)).toHaveLength(24);
    const learnAll = (id: string, name: string, order: typeof people) =>
      order.map(({ lid, phone }) =>
        receiveBatch(scope, id, [textFrom(lid, `${name}-${lid}`, { aliases: [phone] })]),
      );
    await Promise.all([
      ...learnAll(instanceId, 'ha', people),
      ...learnAll(second, 'hb', [...people].reverse()),
    ]);
    expect(await conversationsOf(scope)).toHaveLength(12);
  }, 120_000);
});

describe('every table that points to a contact or a conversation', () => {
  it('is one that a join knows', async () => {
    const rows = await database().execute<{ name: string }>(sql`
      select conname as name from pg_constraint
      where contype = 'f' and confrelid in ('contacts'::regclass, 'conversations'::regclass) order by 1`);
    expect(rows.map(({ name }) => name)).toEqual([
      'contact_addresses_contact_fk',
      'conversation_labels_conversation_fk',
      'conversations_contact_fk',
      'drafts_conversation_fk',
      'messages_conversation_fk',
    ]);
  });
});
