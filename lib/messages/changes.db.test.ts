import { sql } from 'drizzle-orm';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { requireLocked } from '@/lib/conversations/service';
import { inTransaction } from '@/lib/core/scope';
import { type HookedNumber, hookNumber, type Where } from '@/tests/setup/hooked-number';
import { lockWaiters } from '@/tests/setup/lock-waiters';
import { somePhone } from '@/tests/setup/phones';
import { dismissChanges, editMessage, reactToMessage, revokeMessage } from './changes';
import { drainOutbox } from './drain';
import type { MessageView } from './schema';
import { retryMessage, sendTo, wakeOutbox } from './send';
import { listMessages, viewMessages } from './service';

const numbers: HookedNumber[] = [];
afterEach(async () => {
  for (const number of numbers.splice(0)) await number.close();
});
afterAll(closeDatabase);

const ENGINES: Where[] = [{ engine: 'NOWEB' }, { engine: 'GOWS' }, { engine: 'WEBJS' }];

/** A number that has sent “Olá” to a customer, with the echo taken in. */
async function sent(where: Where = {}) {
  const number = await hookNumber(where);
  numbers.push(number);
  const { scope, id: instanceId, control } = number;
  const customer = somePhone();
  await control.customer({ phone: customer });
  const { id, conversationId } = await sendTo(scope, instanceId, { to: customer, text: 'Olá' });
  const drain = () => drainOutbox(scope, instanceId);
  const read = async (of = id) => (await viewMessages(scope, [of]))[0] as MessageView;
  const until = (wanted: object, of = id) =>
    expect.poll(() => read(of), { timeout: 10_000 }).toMatchObject(wanted);
  await drain();
  await until({ status: 'delivered', waMessageId: expect.stringMatching(/./) });
  const arrived = async () => (await control.received({ phone: customer })).at(0);
  return { ...number, instanceId, customer, id, conversationId, drain, read, until, arrived };
}

/** Lets a wish that waits be due now. */
const hurry = () => database().execute(sql`update message_changes set next_attempt_at = now()`);

describe.each(ENGINES)('what is done to a message on $engine', (where) => {
  it('shows at once, is carried out, and its event makes no second one', async () => {
    const { scope, id, customer, control, drain, until, arrived, conversationId } = await sent(where);
    const pending = await reactToMessage(scope, id, '👍');
    expect(pending).toMatchObject({
      reactions: [{ emoji: '👍', fromMe: true }],
      pendingChanges: [{ kind: 'reaction', state: 'queued', text: '👍', error: null }],
    });
    expect(await editMessage(scope, id, 'Olá!')).toMatchObject({
      text: 'Olá!',
      editedAt: expect.any(String),
    });
    await drain();
    await until({ text: 'Olá!', reactions: [{ emoji: '👍', fromMe: true }], pendingChanges: [] });
    expect(await arrived()).toMatchObject({ body: 'Olá!', copies: 1 });
    expect((await control.received({ phone: customer })).map(({ kind }) => kind)).toEqual([
      'text',
      'reaction',
    ]);

    expect(await revokeMessage(scope, id)).toMatchObject({ text: null, revokedAt: expect.any(String) });
    await drain();
    await until({ text: null, reactions: [], pendingChanges: [] });
    expect((await arrived())?.content).toMatchObject({ kind: 'revoke' });
    // With this everything that WAHA told is in: its echo of the send came first.
    await expect.poll(() => control.deliveries({ event: 'message.revoked' })).not.toEqual([]);
    expect((await listMessages(scope, conversationId, { limit: 10 })).data).toHaveLength(1);
  });

  it('survives an answer that is cut: asked for again, and the customer has it once', async () => {
    const { scope, id, control, drain, until, read, arrived } = await sent(where);
    await control.cutAnswers({});
    await editMessage(scope, id, 'Corrigido');
    await drain();
    expect(await read()).toMatchObject({ text: 'Corrigido', pendingChanges: [{ state: 'queued' }] });
    await hurry();
    await drain();
    await until({ text: 'Corrigido', pendingChanges: [] });
    expect(await arrived()).toMatchObject({ body: 'Corrigido', copies: 1 });
  });

  it('takes a reaction back and gives another within the same second', async () => {
    const { scope, id, drain, until } = await sent(where);
    for (const emoji of ['👍', '', '❤️']) {
      await reactToMessage(scope, id, emoji);
      await drain();
    }
    await until({ reactions: [{ emoji: '❤️', fromMe: true }], pendingChanges: [] });
  });
});

describe('what is done to a message', () => {
  it('fails with its reason when the engine refuses, and can be repeated or dismissed', async () => {
    const { scope, id, control, drain, read, arrived } = await sent();
    await control.refuseSends({ status: 501, message: 'not implemented' });
    await editMessage(scope, id, 'Novo');
    await drain();
    const failed = { kind: 'edit', state: 'failed', text: 'Novo', error: { code: 'not_supported' } };
    expect(await read()).toMatchObject({ text: 'Olá', editedAt: null, pendingChanges: [failed] });
    await retryMessage(scope, id);
    await drain();
    expect(await read()).toMatchObject({ text: 'Novo', pendingChanges: [] });
    expect(await arrived()).toMatchObject({ body: 'Novo' });

    await control.refuseSends({ status: 500, message: 'no' });
    await reactToMessage(scope, id, '👍');
    await drain();
    expect((await read()).pendingChanges).toMatchObject([{ kind: 'reaction', error: { code: 'rejected' } }]);
    expect(await dismissChanges(scope, id)).toMatchObject({ pendingChanges: [], reactions: [] });
    await expect(dismissChanges(scope, id)).rejects.toMatchObject({ code: 'invalid_state' });
    await expect(retryMessage(scope, id)).rejects.toMatchObject({ code: 'invalid_state' });
  });

  it('is nothing more where nobody can tell whether it left, and somebody takes that as it is, for everybody', async () => {
    const { scope, id, drain, read } = await sent();
    const fail = (code: string) =>
      database().execute(sql`update messages set status = 'failed', error_code = ${code} where id = ${id}`);
    await fail('rejected');
    await expect(dismissChanges(scope, id)).rejects.toMatchObject({ code: 'invalid_state' });
    await fail('unsettled');
    expect(await read()).toMatchObject({ status: 'failed', dismissed: false });
    expect(await dismissChanges(scope, id)).toMatchObject({ status: 'failed', dismissed: true });
    expect(await read()).toMatchObject({ error: { code: 'unsettled' }, dismissed: true });
    await expect(dismissChanges(scope, id)).rejects.toMatchObject({ code: 'invalid_state' });
    await retryMessage(scope, id);
    await drain();
    await fail('unsettled');
    expect(await read()).toMatchObject({ dismissed: false });
  });

  it('changes or takes back what still waits here, without WhatsApp', async () => {
    const { scope, instanceId, customer, drain, read, control } = await sent();
    const first = await sendTo(scope, instanceId, { to: customer, text: 'um' });
    const second = await sendTo(scope, instanceId, { to: customer, text: 'dois' });
    expect(await editMessage(scope, first.id, 'um!')).toMatchObject({ text: 'um!', editedAt: null });
    const gone = { status: 'failed', error: null, text: null, revokedAt: expect.any(String) };
    expect(await revokeMessage(scope, second.id)).toMatchObject(gone);
    await drain();
    const bodies = (await control.received({ phone: customer })).map(({ body }) => body);
    expect(bodies).toEqual(['Olá', 'um!']);
    expect(await read(second.id)).toMatchObject(gone);
    await expect(retryMessage(scope, second.id)).rejects.toMatchObject({ code: 'invalid_state' });
  });

  it('waits for a message that is on its way, and follows it', async () => {
    const { scope, instanceId, customer, drain, until, control } = await sent();
    await control.crashBeforeSend({});
    const { id } = await sendTo(scope, instanceId, { to: customer, text: 'depois' });
    await drain();
    await until({ status: 'checking' }, id);
    await editMessage(scope, id, 'depois!');
    await reactToMessage(scope, id, '🎉');
    for (let turn = 0; turn < 3; turn++) {
      await database().execute(
        sql`update messages set next_attempt_at = now() where id = ${id} and next_attempt_at is not null`,
      );
      await drain();
    }
    await until({ text: 'depois!', reactions: [{ emoji: '🎉' }], pendingChanges: [] }, id);
    const arrived = (await control.received({ phone: customer })).slice(1);
    expect(arrived).toMatchObject([{ body: 'depois!', copies: 1 }, { kind: 'reaction' }]);
  });

  it('is not lost when the process dies in the middle of the call', async () => {
    const { scope, id, drain, until } = await sent();
    await editMessage(scope, id, 'Fica');
    await reactToMessage(scope, id, '👍');
    // What `kill -9` leaves: taken, and nobody there to end it.
    await database().execute(sql`update message_changes set state = 'sending' where message_id = ${id}`);
    await editMessage(scope, id, 'Fica assim');
    await drain();
    await until({ text: 'Fica assim', reactions: [{ emoji: '👍', fromMe: true }], pendingChanges: [] });
  });

  it('ends as unsettled when nobody ever answers', async () => {
    const { scope, id, control, drain, read } = await sent();
    await control.crashBeforeSend({ times: 0 });
    await editMessage(scope, id, 'Nunca');
    for (let turn = 0; turn < 6; turn++) {
      await hurry();
      await drain();
    }
    expect((await read()).pendingChanges).toMatchObject([{ state: 'failed', error: { code: 'unsettled' } }]);
  });

  it('is refused too late, and fails when it became too late while it waited', async () => {
    const { scope, id, drain, read } = await sent();
    const age = (minutes: number) =>
      database().execute(
        sql`update messages set sent_at = now() - ${minutes} * interval '1 minute' where id = ${id}`,
      );
    await editMessage(scope, id, 'A tempo');
    await age(16);
    await drain();
    expect((await read()).pendingChanges).toMatchObject([{ kind: 'edit', error: { code: 'too_late' } }]);
    await expect(editMessage(scope, id, 'Tarde')).rejects.toMatchObject({ detail: 'tooLateToEdit' });
    await age(49 * 60);
    await expect(revokeMessage(scope, id)).rejects.toMatchObject({ detail: 'tooLateToDelete' });
    await reactToMessage(scope, id, '👍');
  });
});

describe('a change and a send at the same moment', () => {
  it('wait for each other in one order: conversation, then job', async () => {
    const { scope, instanceId, id, conversationId } = await sent();
    const { revoked } = await inTransaction(scope, async (inside) => {
      await requireLocked(inside, conversationId);
      const work = revokeMessage(scope, id);
      await expect.poll(lockWaiters).toBe(1);
      await wakeOutbox(inside, instanceId);
      return { revoked: work };
    });
    expect(await revoked).toMatchObject({ revokedAt: expect.any(String) });
  });
});
