import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import { listen } from '@/db/listen';
import { listConversations } from '@/lib/conversations/service';
import { newId } from '@/lib/core/ids';
import type { Scope } from '@/lib/core/scope';
import { CHANNEL } from '@/lib/realtime/channel';
import type { Received } from '@/lib/waha/happenings';
import {
  ackOf,
  editOf,
  makeInstance,
  reactionTo,
  receiveBatch,
  textFrom,
} from '@/tests/setup/receive-support';
import { moveMessage, type OutboxItem, requeueFailed } from './outbox-queries';
import { insertOutgoing } from './queries';
import type { MessageStatus } from './schema';
import { listMessages } from './service';
import { settleOtherwise, settleSent } from './settle';

afterAll(closeDatabase);

const ANA = '5511987654321@c.us';

/** A send of ours in a conversation with Ana that left without an id of its own. */
async function anonymousSend(status: 'sending' | 'checking' | 'sent') {
  const { scope, instanceId } = await makeInstance();
  await receiveBatch(scope, instanceId, [textFrom(ANA, 'A1')]);
  const [conversation] = (await listConversations(scope, { limit: 5 })).data;
  if (!conversation) throw new Error('There is no conversation');
  const place = { scope, instanceId, conversationId: conversation.id };
  return { ...place, id: await write(place, status) };
}

async function write({ scope, instanceId, conversationId }: Omit<Send, 'id'>, status: MessageStatus) {
  const id = newId();
  const now = new Date();
  await insertOutgoing(scope, {
    organizationId: scope.organizationId,
    id,
    instanceId,
    conversationId,
    direction: 'outbound',
    type: 'text',
    text: 'ours',
    status,
    senderKind: 'user',
    sentAt: now,
    sendingAt: status === 'queued' ? null : now,
  });
  return id;
}

type Send = { scope: Scope; id: string; instanceId: string; conversationId: string };

const itemOf = ({ id, instanceId, conversationId }: Send): OutboxItem => ({
  id,
  instanceId,
  conversationId,
  chatAddress: ANA,
  unconfirmedContactId: null,
  type: 'text',
  media: null,
  location: null,
  contacts: null,
  poll: null,
  mentions: null,
  forwardOfId: null,
  text: 'ours',
  status: 'queued',
  waId: null,
  isRefused: false,
  absences: 0,
  attempts: 0,
  sendingAt: null,
  nextAttemptAt: null,
  replyToWaId: null,
  replyChat: null,
  replyAuthor: null,
  replyDirection: null,
  isKnown: true,
  isFirstContact: false,
  letGo: null,
  isPaced: false,
  typingAt: null,
});

async function ours(scope: Scope, conversationId: string) {
  const { data } = await listMessages(scope, conversationId, { limit: 9 });
  return data.filter(({ direction }) => direction === 'outbound');
}

describe('what was said about a send before its id was known', () => {
  const said = { text: 'edited', reactions: [{ emoji: '👍' }], waMessageId: 'M1' };

  it('is applied when the answer tells the id', async () => {
    const send = await anonymousSend('sending');
    await receiveBatch(send.scope, send.instanceId, [reactionTo('M1', '👍', 5), editOf('M1', 'edited', 6)]);
    await settleSent(send.scope, send.instanceId, itemOf(send), 'sending', { waId: 'M1', sentAt: null });
    expect(await ours(send.scope, send.conversationId)).toMatchObject([{ id: send.id, ...said }]);
  });

  it('is applied when the echo tells the id', async () => {
    const send = await anonymousSend('sent');
    await receiveBatch(send.scope, send.instanceId, [reactionTo('M1', '👍', 5), editOf('M1', 'edited', 6)]);
    await receiveBatch(send.scope, send.instanceId, [textFrom(ANA, 'M1', { fromMe: true, text: 'ours' })]);
    expect(await ours(send.scope, send.conversationId)).toMatchObject([{ id: send.id, ...said }]);
  });

  it('moves along when an echo that became a message of its own turns out to be ours', async () => {
    const send = await anonymousSend('sending');
    await receiveBatch(send.scope, send.instanceId, [
      textFrom(ANA, 'M1', { fromMe: true, text: 'ours, as WhatsApp spells it' }),
      reactionTo('M1', '👍', 5),
      editOf('M1', 'edited', 6),
    ]);
    await settleSent(send.scope, send.instanceId, itemOf(send), 'sending', { waId: 'M1', sentAt: null });
    expect(await ours(send.scope, send.conversationId)).toMatchObject([{ id: send.id, ...said }]);
  });
});

describe('a send that WhatsApp refuses after WAHA took it', () => {
  const orders = [
    ['answer', 'echo', 'error'],
    ['answer', 'error', 'echo'],
    ['echo', 'answer', 'error'],
    ['echo', 'error', 'answer'],
    ['error', 'answer', 'echo'],
    ['error', 'echo', 'answer'],
  ] as const;
  it.each(orders)('has failed, until a receipt comes: %s, %s, %s', async (...steps) => {
    const send = await anonymousSend('sending');
    const { scope, instanceId } = send;
    await scope.db.execute(sql`update messages set wa_id = 'M1' where id = ${send.id}`);
    const hear = (event: Received) => receiveBatch(scope, instanceId, [event]);
    const say = {
      answer: () =>
        settleSent(scope, instanceId, { ...itemOf(send), waId: 'M1' }, 'sending', {
          waId: 'M1',
          sentAt: null,
        }),
      echo: () => hear(textFrom(ANA, 'M1', { fromMe: true, text: 'ours', ack: 1 })),
      error: () => hear(ackOf('M1', -1)),
    };
    for (const step of [...steps, ...steps]) await say[step]();
    expect(await ours(scope, send.conversationId)).toMatchObject([
      { id: send.id, status: 'failed', error: { code: 'rejected' } },
    ]);
    await hear(ackOf('M1', 2));
    expect(await ours(scope, send.conversationId)).toMatchObject([{ status: 'delivered', error: null }]);
  });

  it('has left when a person tried once more, the answer was lost, and an echo came', async () => {
    const send = await anonymousSend('sending');
    const { scope, instanceId } = send;
    await scope.db.execute(sql`update messages set wa_id = 'M1' where id = ${send.id}`);
    await receiveBatch(scope, instanceId, [ackOf('M1', -1)]);
    expect(await requeueFailed(scope, send.id)).toBe(true);
    expect(await moveMessage(scope, send.id, 'queued', { status: 'sending', waId: 'M1' })).toBe(true);
    const unsettled = { status: 'failed', errorCode: 'unsettled', nextAttemptAt: null } as const;
    await settleOtherwise(scope, { ...itemOf(send), waId: 'M1' }, 'sending', unsettled);
    await receiveBatch(scope, instanceId, [textFrom(ANA, 'M1', { fromMe: true, text: 'ours', ack: 1 })]);
    expect(await ours(scope, send.conversationId)).toMatchObject([{ status: 'sent', error: null }]);
  });
});

describe('a send on which Recado gave up, and which WhatsApp refused', () => {
  const orders = [
    'gave up, echo, error',
    'gave up, error, echo',
    'gave up, echo + error',
    'echo, gave up, error',
    'echo, error, gave up',
    'echo + error, gave up',
    'error, gave up, echo',
    'error, echo, gave up',
  ];
  const states = orders.flatMap((order) =>
    (['sending', 'checking'] as const).flatMap((status) =>
      ['M1', null].map((waId) => [order, waId ? 'an id set by us' : 'no id', status, waId] as const),
    ),
  );

  it.each(states)('says so: %s, with %s, while %s', async (order, _id, status, waId) => {
    const send = await anonymousSend(status);
    const { scope, instanceId } = send;
    await scope.db.execute(sql`update messages set wa_id = ${waId} where id = ${send.id}`);
    const unsettled = { status: 'failed', errorCode: 'unsettled', nextAttemptAt: null } as const;
    const events: Record<string, Received> = {
      echo: textFrom(ANA, 'M1', { fromMe: true, text: 'ours', ack: 1 }),
      error: ackOf('M1', -1),
    };
    const steps = order.split(', ');
    for (const step of [...steps, ...steps]) {
      const heard = step.split(' + ').flatMap((name) => events[name] ?? []);
      if (heard.length > 0) await receiveBatch(scope, instanceId, heard);
      else await settleOtherwise(scope, { ...itemOf(send), waId }, status, unsettled);
    }
    const refused = { id: send.id, status: 'failed', error: { code: 'rejected' }, waMessageId: 'M1' };
    expect(await ours(scope, send.conversationId)).toMatchObject([refused]);

    expect(await requeueFailed(scope, send.id)).toBe(true);
    await settleOtherwise(scope, { ...itemOf(send), waId: 'M1' }, 'queued', unsettled);
    const [again] = await ours(scope, send.conversationId);
    expect(again).toMatchObject({ status: 'failed', error: { code: 'unsettled' } });
    await receiveBatch(scope, instanceId, [ackOf('M1', 2)]);
    expect(await ours(scope, send.conversationId)).toMatchObject([{ status: 'delivered', error: null }]);
  });

  it('is told to who looks at it, also where somebody had left it so', async () => {
    const send = await anonymousSend('checking');
    const { scope, instanceId } = send;
    await scope.db.execute(
      sql`update messages set wa_id = 'M1', status = 'failed', error_code = 'unsettled', let_go = 'dismissed' where id = ${send.id}`,
    );
    const heard: { messagesUpdated?: string[] }[] = [];
    const listening = await listen(
      CHANNEL,
      (hint) => heard.push(JSON.parse(hint)),
      () => {},
    );
    await receiveBatch(scope, instanceId, [ackOf('M1', -1)]);
    await expect.poll(() => heard.flatMap(({ messagesUpdated = [] }) => messagesUpdated)).toContain(send.id);
    await listening.close();
    const refused = { status: 'failed', error: { code: 'rejected' }, dismissed: false };
    expect(await ours(scope, send.conversationId)).toMatchObject([refused]);
  });
});

it('what waits to leave stays behind what left, however long that took', async () => {
  const send = await anonymousSend('sending');
  const waiting = [await write(send, 'queued'), await write(send, 'queued')];
  const inOrder = async () => (await ours(send.scope, send.conversationId)).map(({ id }) => id).toReversed();
  const sentAt = new Date(Math.ceil(Date.now() / 1_000 + 3) * 1_000);
  const heard: { messagesUpdated?: string[] }[] = [];
  const listening = await listen(
    CHANNEL,
    (hint) => heard.push(JSON.parse(hint)),
    () => {},
  );
  await settleSent(send.scope, send.instanceId, itemOf(send), 'sending', { waId: 'M1', sentAt });
  expect(await inOrder()).toEqual([send.id, ...waiting]);
  const told = () => heard.flatMap(({ messagesUpdated = [] }) => messagesUpdated);
  await expect.poll(told).toEqual(expect.arrayContaining([send.id, ...waiting]));
  await listening.close();

  const [next = ''] = waiting;
  const left = { waId: 'M2', sentAt: new Date(sentAt.getTime() + 2_000) };
  await settleSent(send.scope, send.instanceId, itemOf({ ...send, id: next }), 'queued', left);
  expect(await inOrder()).toEqual([send.id, ...waiting]);
});
