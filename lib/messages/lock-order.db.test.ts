import { sql } from 'drizzle-orm';
import { afterAll, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { listConversations } from '@/lib/conversations/service';
import { newId } from '@/lib/core/ids';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { lockInstance } from '@/lib/instances/lock';
import { wakeDrain } from '@/lib/instances/service';
import { lockWaiters } from '@/tests/setup/lock-waiters';
import {
  ackOf,
  editOf,
  makeInstance,
  reactionTo,
  receiveBatch,
  revokeOf,
  textFrom,
} from '@/tests/setup/receive-support';
import { dismissChanges } from './changes';
import { hear, holdRestricted } from './holds';
import type { OutboxItem } from './outbox-queries';
import { insertOutgoing } from './queries';
import type { MessageErrorCode, MessageStatus } from './schema';
import { listMessages } from './service';
import { settleOtherwise, settleSent } from './settle';

afterAll(closeDatabase);

const ANA = '5511987654321@c.us';
const BIA = '5511987654322@c.us';

/** A number to which Ana and Bia have written, and a message of ours to Ana. */
async function makeChat(status: MessageStatus, errorCode: MessageErrorCode | null = null) {
  const { scope, instanceId } = await makeInstance();
  await receiveBatch(scope, instanceId, [textFrom(ANA, 'A1')]);
  const [conversation] = (await listConversations(scope, { limit: 5 })).data;
  const conversationId = conversation?.id ?? '';
  const oursId = newId();
  await insertOutgoing(scope, {
    ...{ organizationId: scope.organizationId, id: oursId, instanceId, conversationId },
    ...{ direction: 'outbound', type: 'text', text: 'ours', status, errorCode, senderKind: 'user' },
    sentAt: new Date(),
    sendingAt: new Date(),
  });
  const [theirs] = (await listMessages(scope, conversationId, { limit: 9 })).data.filter(
    ({ direction }) => direction === 'inbound',
  );
  const item = { id: oursId, instanceId, conversationId, text: 'ours', waId: null } as OutboxItem;
  return { scope, instanceId, conversationId, item, theirsId: theirs?.id ?? '' };
}

type Chat = Awaited<ReturnType<typeof makeChat>>;

/** Lets `work` run into the lock of the conversation, and answers whether `row` was still free then. */
async function isFreeMeanwhile(
  { conversationId }: { conversationId: string },
  row: ReturnType<typeof sql>,
  work: () => Promise<unknown>,
): Promise<boolean> {
  let working: Promise<unknown> | undefined;
  const [free] = await database().transaction(async (tx) => {
    await tx.execute(sql`select 1 from conversations where id = ${conversationId} for update`);
    working = work();
    await expect.poll(lockWaiters).toBe(1);
    return tx.execute(sql`${row} for update skip locked`);
  });
  await working;
  return free !== undefined;
}

const messageRow = (id: string) => sql`select 1 from messages where id = ${id}`;

const events = (...batch: Parameters<typeof receiveBatch>[2]) => ({
  make: () => makeChat('sent'),
  touches: ({ theirsId }: Chat) => theirsId,
  work: ({ scope, instanceId }: Chat) => receiveBatch(scope, instanceId, batch),
});

const gone = { status: 'failed', errorCode: 'not_on_whatsapp', nextAttemptAt: null } as const;

const cases = {
  'a customer changes a message': events(editOf('A1', 'edited', 5)),
  'a customer takes a message back': events(revokeOf('A1', 5)),
  'a customer reacts': events(reactionTo('A1', '👍', 5)),
  'a send is settled': {
    make: () => makeChat('sending'),
    touches: ({ item }: Chat) => item.id,
    work: ({ scope, instanceId, item }: Chat) =>
      settleSent(scope, instanceId, item, 'sending', { waId: 'M1', sentAt: null }),
  },
  'a send fails before it left': {
    make: () => makeChat('queued'),
    touches: ({ item }: Chat) => item.id,
    work: ({ scope, item }: Chat) =>
      settleOtherwise(scope, { ...item, isFirstContact: true }, 'queued', gone),
  },
  'a person lets a doubt rest': {
    make: () => makeChat('failed', 'unsettled'),
    touches: ({ item }: Chat) => item.id,
    work: ({ scope, item }: Chat) => dismissChanges(scope, item.id),
  },
};

it.each(Object.entries(cases))('a conversation is locked before its messages: %s', async (_, one) => {
  const chat = await one.make();
  expect(await isFreeMeanwhile(chat, messageRow(one.touches(chat)), () => one.work(chat))).toBe(true);
});

it('conversations are locked before the jobs: held messages are freed by an answer, beside another’s tick', async () => {
  const chat = await makeChat('sent');
  const { scope, instanceId, conversationId, item } = chat;
  await database().execute(sql`update messages set wa_id = 'M1' where id = ${item.id}`);
  await heldFor(scope, instanceId, BIA);
  await wakeDrain(scope, instanceId);
  const job = sql`select 1 from graphile_worker._private_jobs where key = ${`drain:${instanceId}`}`;
  const answer = [textFrom(BIA, 'B1'), ackOf('M1', 3)];
  // The tick is of the newest message: its conversation shows it.
  await database().execute(sql`
    update conversations set last_message_id = ${item.id} where id = ${conversationId}`);
  expect(await isFreeMeanwhile(chat, job, () => receiveBatch(scope, instanceId, answer))).toBe(true);
  const [freed] = await database().execute<{ hold: string | null }>(sql`
    select hold from messages where instance_id = ${instanceId} and text = 'held'`);
  expect(freed).toEqual({ hold: null });
});

it('a restriction holds nothing for somebody who answers at that moment', async () => {
  const { scope, instanceId, conversationId, item } = await makeChat('queued');
  await database().execute(sql`update conversations set is_heard = false where id = ${conversationId}`);
  let holding: Promise<void> | undefined;
  await inTransaction(scope, async (inside) => {
    await lockInstance(inside, instanceId);
    await hear(inside, [conversationId]);
    const [since, until] = [new Date(), new Date(Date.now() + 3_600_000)];
    holding = holdRestricted(scope, instanceId, { kind: 'refused', since, until });
    await expect.poll(lockWaiters).toBe(1);
  });
  await holding;
  const [row] = await database().execute(sql`select hold from messages where id = ${item.id}`);
  expect(row).toEqual({ hold: null });
});

/** A message to somebody who never wrote, over the budget of first contacts. */
async function heldFor(scope: Scope, instanceId: string, chat: string): Promise<void> {
  await receiveBatch(scope, instanceId, [textFrom(chat, 'ECHO', { fromMe: true, source: 'app', ack: 1 })]);
  const [row] = await database().execute<{ id: string }>(sql`
    select id from conversations where instance_id = ${instanceId} and chat_address = ${chat}`);
  await insertOutgoing(scope, {
    ...{ organizationId: scope.organizationId, id: newId(), instanceId, conversationId: row?.id ?? '' },
    ...{ direction: 'outbound', type: 'text', text: 'held', status: 'queued', senderKind: 'user' },
    ...{ hold: 'budget', errorCode: 'restricted' },
    sentAt: new Date(),
    nextAttemptAt: new Date(Date.now() + 3_600_000),
  });
}
