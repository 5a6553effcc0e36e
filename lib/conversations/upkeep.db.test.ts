import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { receive } from '@/lib/messages/receive';
import { sendMessage } from '@/lib/messages/send';
import { lockWaiters } from '@/tests/setup/lock-waiters';
import { editOf, makeInstance, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { getConversation, markRead } from './service';

afterAll(closeDatabase);

const CHAT = '5511911112222@c.us';

/** A conversation with an unread message of the customer and one of ours, from the phone. */
async function makeConversation() {
  const { scope, instanceId } = await makeInstance();
  await receiveBatch(scope, instanceId, [
    textFrom(CHAT, 'OURS', { fromMe: true, source: 'app' }),
    textFrom(CHAT, 'THEIRS'),
  ]);
  const [row] = await database().execute<{ id: string }>(sql`
    select id from conversations where organization_id = ${scope.organizationId}`);
  return { scope, instanceId, conversationId: row?.id ?? '' };
}

/** Runs `work` in a transaction, lets `other` run into its lock, and only then commits. */
async function whileOtherWaits(
  scope: Scope,
  work: (inside: Scope) => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<void> {
  let waiting: Promise<unknown> | undefined;
  await inTransaction(scope, async (inside) => {
    await work(inside);
    waiting = other();
    await expect.poll(lockWaiters, { timeout: 10_000 }).toBeGreaterThan(0);
  });
  await waiting;
}

const listed = async ({ organizationId }: Scope) => {
  const [row] = await database().execute(sql`
    select m.text as last, c.unread_count as unread from conversations c
    join messages m on m.organization_id = c.organization_id and m.id = c.last_message_id
    where c.organization_id = ${organizationId}`);
  return row;
};

test('an edit that comes while a message is being accepted does not hide it from the list', async () => {
  const { scope, instanceId, conversationId } = await makeConversation();
  await whileOtherWaits(
    scope,
    (inside) => sendMessage(inside, conversationId, { text: 'Answer' }),
    () => receiveBatch(scope, instanceId, [editOf('OURS', 'Edited', 5)]),
  );
  expect(await listed(scope)).toEqual({ last: 'Answer', unread: 1 });
});

test('an edit that comes while somebody reads the chat does not make it unread again', async () => {
  const { scope, instanceId, conversationId } = await makeConversation();
  await whileOtherWaits(
    scope,
    (inside) => markRead(inside, conversationId),
    () => receiveBatch(scope, instanceId, [editOf('OURS', 'Edited', 5)]),
  );
  expect(await listed(scope)).toEqual({ last: 'THEIRS', unread: 0 });
});

test('of two changes the one that is committed last has the latest time, whenever its transaction began', async () => {
  const { scope, instanceId, conversationId } = await makeConversation();
  let read = '';
  await inTransaction(scope, async (inside) => {
    await inside.db.execute(sql`select now()`);
    read = (await markRead(scope, conversationId)).updatedAt;
    await receive(inside, instanceId, [textFrom(CHAT, 'LATER')]);
  });
  const last = await getConversation(scope, conversationId);
  expect(last.lastMessage?.preview).toBe('LATER');
  expect(last.updatedAt >= read).toBe(true);
});

test('what comes with a message that proves two chats to be one is counted once', async () => {
  const { scope, instanceId } = await makeInstance();
  await receiveBatch(scope, instanceId, [textFrom('7003@lid', 'D1')]);
  await receiveBatch(scope, instanceId, [textFrom(CHAT, 'D1'), textFrom(CHAT, 'D2')]);
  expect(await listed(scope)).toMatchObject({ unread: 2 });
});
