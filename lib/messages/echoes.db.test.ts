import { afterAll, describe, expect, it } from 'vitest';
import { closeDatabase } from '@/db/client';
import { listConversations } from '@/lib/conversations/service';
import { newId } from '@/lib/core/ids';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { ackOf, makeInstance, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import type { OutboxItem } from './outbox-queries';
import { insertOutgoing } from './queries';
import { listMessages } from './service';
import { settleByEcho, settleOtherwise, settleSent } from './settle';

afterAll(closeDatabase);

const ANA = '5511987654321@c.us';
const BIA = '5511987654322@c.us';
const echoOf = (waId: string, chat = ANA) =>
  textFrom(chat, waId, { fromMe: true, source: 'api', text: 'ok', sentAt: new Date() });
const fromPhone = (waId: string) => textFrom(ANA, waId, { fromMe: true, source: 'app', text: 'ok' });

/** A number with a conversation with each of these people. */
async function makeChats(...people: string[]) {
  const { scope, instanceId } = await makeInstance();
  await receiveBatch(
    scope,
    instanceId,
    people.map((chat, index) => textFrom(chat, `IN${index}`)),
  );
  const { data } = await listConversations(scope, { limit: 9 });
  const conversationOf = (chat: string) =>
    data.find(({ contact }) => contact?.phoneNumber === `+${chat.split('@')[0]}`)?.id ?? '';
  return { scope, instanceId, conversations: people.map(conversationOf) };
}

/** An "ok" of ours on an engine that takes no ids. */
async function sendOk(
  scope: Scope,
  instanceId: string,
  conversationId: string,
  status: 'sending' | 'checking',
  agoMs = 0,
) {
  const id = newId();
  await insertOutgoing(scope, {
    ...{ organizationId: scope.organizationId, id, instanceId, conversationId, direction: 'outbound' },
    ...{ type: 'text', text: 'ok', status, senderKind: 'user', sentAt: new Date() },
    sendingAt: new Date(Date.now() - agoMs),
  });
  return { id, instanceId, conversationId, text: 'ok', waId: null } as OutboxItem;
}

async function oursIn(scope: Scope, conversationId: string) {
  const { data } = await listMessages(scope, conversationId, { limit: 9 });
  return data
    .filter(({ direction }) => direction === 'outbound')
    .map(({ id, waMessageId, status, sender }) => ({ id, waMessageId, status, by: sender.kind }));
}

describe('the same words, on an engine that takes no ids', () => {
  it('written on the phone while ours leaves: both are there', async () => {
    const { scope, instanceId, conversations } = await makeChats(ANA);
    const item = await sendOk(scope, instanceId, conversations[0] ?? '', 'sending');
    await receiveBatch(scope, instanceId, [fromPhone('PHONE')]);
    await settleSent(scope, instanceId, item, 'sending', { waId: 'OURS', sentAt: null });
    const messages = await oursIn(scope, item.conversationId);
    expect(messages.map(({ waMessageId }) => waMessageId).sort()).toEqual(['OURS', 'PHONE']);
    expect(messages.find(({ by }) => by === 'user')).toMatchObject({ id: item.id, waMessageId: 'OURS' });
  });

  it('a poll of ours is known by its name', async () => {
    const { scope, instanceId, conversations } = await makeChats(ANA);
    const [conversationId = ''] = conversations;
    const id = newId();
    const poll = { name: 'Qual dia?', multiple: false, options: [{ text: 'Terça', votes: 0 }] };
    await insertOutgoing(scope, {
      ...{ organizationId: scope.organizationId, id, instanceId, conversationId, direction: 'outbound' },
      ...{ type: 'poll', text: null, poll, status: 'checking', senderKind: 'user' },
      ...{ sentAt: new Date(), sendingAt: new Date() },
    });
    const echo = { fromMe: true, source: 'api', type: 'poll', text: poll.name, poll } as const;
    await receiveBatch(scope, instanceId, [textFrom(ANA, 'OURS', echo)]);
    expect(await oursIn(scope, conversationId)).toMatchObject([{ id, waMessageId: 'OURS', by: 'user' }]);
  });

  it('another program’s echo that was held back is let go with the answer that names ours', async () => {
    const { scope, instanceId, conversations } = await makeChats(ANA);
    const item = await sendOk(scope, instanceId, conversations[0] ?? '', 'sending');
    await receiveBatch(scope, instanceId, [echoOf('OTHER'), ackOf('OTHER', 3)]);
    expect(await oursIn(scope, item.conversationId)).toHaveLength(1);
    await settleSent(scope, instanceId, item, 'sending', { waId: 'OURS', sentAt: null });
    expect(await oursIn(scope, item.conversationId)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: item.id, waMessageId: 'OURS', status: 'sent' }),
        expect.objectContaining({ waMessageId: 'OTHER', status: 'read' }),
      ]),
    );
  });

  it('is let go too when ours was refused', async () => {
    const { scope, instanceId, conversations } = await makeChats(ANA);
    const item = await sendOk(scope, instanceId, conversations[0] ?? '', 'sending');
    await receiveBatch(scope, instanceId, [echoOf('OTHER')]);
    const failed = { status: 'failed' as const, errorCode: 'rejected' as const, nextAttemptAt: null };
    await settleOtherwise(scope, item, 'sending', failed);
    expect(await oursIn(scope, item.conversationId)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: item.id, status: 'failed', waMessageId: null }),
        expect.objectContaining({ waMessageId: 'OTHER' }),
      ]),
    );
  });

  it('told again of an older message, it settles nothing', async () => {
    const { scope, instanceId, conversations } = await makeChats(ANA);
    await receiveBatch(scope, instanceId, [echoOf('OLD')]);
    const item = await sendOk(scope, instanceId, conversations[0] ?? '', 'checking');
    await receiveBatch(scope, instanceId, [echoOf('OLD')]);
    expect(await oursIn(scope, item.conversationId)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: item.id, status: 'checking', waMessageId: null }),
        expect.objectContaining({ waMessageId: 'OLD' }),
      ]),
    );
  });

  it('to somebody else, an echo settles only what left to that chat', async () => {
    const { scope, instanceId, conversations } = await makeChats(ANA, BIA);
    const [ana = '', bia = ''] = conversations;
    const toAna = await sendOk(scope, instanceId, ana, 'sending');
    await receiveBatch(scope, instanceId, [echoOf('TO-ANA')]);
    const toBia = await sendOk(scope, instanceId, bia, 'checking');
    expect(await settleByEcho(scope, instanceId, toBia)).toBe(false);
    await inTransaction(scope, (inside) =>
      settleOtherwise(inside, toAna, 'sending', { status: 'checking', nextAttemptAt: null }),
    );
    expect(await settleByEcho(scope, instanceId, toAna)).toBe(true);
    expect(await oursIn(scope, ana)).toMatchObject([{ id: toAna.id, waMessageId: 'TO-ANA', status: 'sent' }]);
    expect(await oursIn(scope, bia)).toMatchObject([{ id: toBia.id, waMessageId: null }]);
  });

  it.each(['sending', 'checking'] as const)(
    'said again after a send was given up, an echo is of the one that left now (%s)',
    async (status) => {
      const { scope, instanceId, conversations } = await makeChats(ANA);
      const [conversationId = ''] = conversations;
      const old = await sendOk(scope, instanceId, conversationId, 'checking', 300_000);
      const givenUp = { status: 'failed' as const, errorCode: 'unsettled' as const, nextAttemptAt: null };
      await settleOtherwise(scope, old, 'checking', givenUp);
      const now = await sendOk(scope, instanceId, conversationId, status);
      await receiveBatch(scope, instanceId, [echoOf('NOW')]);
      if (status === 'sending')
        await settleSent(scope, instanceId, now, 'sending', { waId: 'NOW', sentAt: null });
      expect(await oursIn(scope, conversationId)).toEqual(
        expect.arrayContaining([
          { id: now.id, waMessageId: 'NOW', status: 'sent', by: 'user' },
          { id: old.id, waMessageId: null, status: 'failed', by: 'user' },
        ]),
      );
    },
  );

  it('taken for the echo of another send of ours, it is given back when the answer names its own', async () => {
    const { scope, instanceId, conversations } = await makeChats(ANA);
    const [conversationId = ''] = conversations;
    const old = await sendOk(scope, instanceId, conversationId, 'checking', 1_000);
    await receiveBatch(scope, instanceId, [echoOf('NOW'), ackOf('NOW', 3)]);
    const now = await sendOk(scope, instanceId, conversationId, 'sending');
    await settleSent(scope, instanceId, now, 'sending', { waId: 'NOW', sentAt: null });
    const messages = await oursIn(scope, conversationId);
    expect(messages).toHaveLength(2);
    expect(messages).toEqual(
      expect.arrayContaining([
        { id: now.id, waMessageId: 'NOW', status: 'read', by: 'user' },
        { id: old.id, waMessageId: null, status: 'failed', by: 'user' },
      ]),
    );
    await receiveBatch(scope, instanceId, [echoOf('OLD')]);
    expect((await oursIn(scope, conversationId)).find(({ id }) => id === old.id)).toMatchObject({
      waMessageId: 'OLD',
      status: 'sent',
    });
  });

  it('that comes after a send was given up settles it: it had left', async () => {
    const { scope, instanceId, conversations } = await makeChats(ANA);
    const item = await sendOk(scope, instanceId, conversations[0] ?? '', 'checking');
    const givenUp = { status: 'failed' as const, errorCode: 'unsettled' as const, nextAttemptAt: null };
    await settleOtherwise(scope, item, 'checking', givenUp);
    await receiveBatch(scope, instanceId, [echoOf('LATE')]);
    expect(await oursIn(scope, item.conversationId)).toEqual([
      { id: item.id, waMessageId: 'LATE', status: 'sent', by: 'user' },
    ]);
  });
});
