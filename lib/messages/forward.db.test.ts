import { sql } from 'drizzle-orm';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { listConversations } from '@/lib/conversations/service';
import { newId } from '@/lib/core/ids';
import { syncInstances } from '@/lib/history/sync';
import { type HookedNumber, hookNumber, type Where } from '@/tests/setup/hooked-number';
import { somePhone } from '@/tests/setup/phones';
import { makeInstance } from '@/tests/setup/receive-support';
import { revokeMessage } from './changes';
import { drainOutbox } from './drain';
import { retryMessage, sendTo } from './send';
import type { SendToInput } from './send-schema';
import { listMessages, viewMessages } from './service';

const numbers: HookedNumber[] = [];
afterEach(async () => {
  for (const number of numbers.splice(0)) await number.close();
});
afterAll(closeDatabase);

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

async function start(where: Where = {}) {
  const number = await hookNumber(where);
  numbers.push(number);
  const { scope, id: instanceId, control } = number;
  const [from, to] = [somePhone(), somePhone()];
  for (const phone of [from, to]) await control.customer({ phone });
  const read = async (id: string) => (await viewMessages(scope, [id]))[0];
  const isKnown = { status: expect.stringMatching(/^(sent|delivered)$/), waMessageId: expect.any(String) };
  /** Sends, and waits until WhatsApp has it. */
  const deliver = async (input: Omit<SendToInput, 'to'> & { to?: string }) => {
    const message = await sendTo(scope, instanceId, { to: from, ...input } as SendToInput);
    await drainOutbox(scope, instanceId);
    await expect.poll(() => read(message.id), { timeout: 10_000 }).toMatchObject(isKnown);
    return (await read(message.id)) ?? message;
  };
  const arrived = () => control.received({ phone: to });
  return { ...number, instanceId, from, to, deliver, arrived };
}

describe.each<Where>([{ engine: 'NOWEB' }, { engine: 'GOWS' }, { engine: 'WEBJS' }])(
  'on $engine',
  (where) => {
    const isMarked = where?.engine !== 'GOWS';

    it('a text and a picture are passed on, by WhatsApp itself where the engine can', async () => {
      const { deliver, to, arrived } = await start(where);
      const text = await deliver({ text: 'Nosso endereço' });
      const picture = await deliver({
        type: 'image',
        media: { data: PNG, filename: 'loja.png' },
        text: 'A loja',
      });
      const first = await deliver({ to, forward: text.id });
      const second = await deliver({ to, forward: picture.id });
      expect(first).toMatchObject({ text: 'Nosso endereço', forwarded: true, type: 'text' });
      expect(second).toMatchObject({
        text: 'A loja',
        forwarded: true,
        type: 'image',
        media: { state: 'ready' },
      });
      expect(second.media?.id).not.toBe(picture.media?.id);
      expect(await arrived()).toMatchObject([
        { kind: 'text', body: 'Nosso endereço', forwarded: isMarked, copies: 1 },
        { kind: 'image', body: 'A loja', forwarded: isMarked, copies: 1 },
      ]);
    });

    it('people of a group are named as WhatsApp wants it', async () => {
      const { scope, deliver, control, from } = await start(where);
      const group = await control.group({ subject: 'Equipe', participants: [from] });
      const [ana] = await namedContact(scope.organizationId, from, 'Ana');
      const sent = await deliver({ to: group.id, text: 'Oi @ana, pode ver?', mentions: [ana ?? ''] });
      expect(sent.text).toBe(`Oi @${from}, pode ver?`);
      expect((await control.received({ phone: from })).at(-1)).toMatchObject({
        body: `Oi @${from}, pode ver?`,
        mentions: [`${from}@c.us`],
      });
    });
  },
);

/** A contact that the business calls by a name. */
async function namedContact(organizationId: string, phone: string, name: string): Promise<string[]> {
  const id = newId();
  await database().execute(sql`
    insert into contacts (organization_id, id, name, phone_number) values (${organizationId}, ${id}, ${name}, ${`+${phone}`})`);
  await database().execute(sql`
    insert into contact_addresses (organization_id, address, contact_id, origin)
    values (${organizationId}, ${`${phone}@c.us`}, ${id}, 'seen')`);
  return [id];
}

describe('a message that is passed on', () => {
  it('is sent as one of its own when the phone no longer knows it', async () => {
    const { deliver, to, arrived, control } = await start();
    const text = await deliver({ text: 'Antiga' });
    await database().execute(sql`update messages set wa_id = 'GONE' where id = ${text.id}`);
    await control.echo({ order: 'same' });
    await deliver({ to, forward: text.id });
    expect(await arrived()).toMatchObject([{ body: 'Antiga', forwarded: false, copies: 1 }]);
  });

  it('is one when WhatsApp refused to pass it on, and the phone no longer knows what it is tried once more with', async () => {
    const { scope, instanceId, deliver, to, arrived, control } = await start();
    const text = await deliver({ text: 'Recusada' });
    await control.rejectSends();
    const refused = await sendTo(scope, instanceId, { to, forward: text.id });
    const thread = async () => (await listMessages(scope, refused.conversationId, { limit: 9 })).data;
    await drainOutbox(scope, instanceId);
    await expect.poll(thread, { timeout: 10_000 }).toMatchObject([{ id: refused.id, status: 'failed' }]);
    await database().execute(sql`update messages set wa_id = 'GONE' where id = ${text.id}`);
    await retryMessage(scope, refused.id);
    await drainOutbox(scope, instanceId);
    await expect.poll(thread, { timeout: 10_000 }).toMatchObject([{ id: refused.id, status: 'delivered' }]);
    await syncInstances(scope);
    expect(await thread()).toMatchObject([{ id: refused.id, status: 'delivered' }]);
    expect(await arrived()).toMatchObject([{ body: 'Recusada', forwarded: false, copies: 1 }]);
  });

  it('goes out once although the answer is cut', async () => {
    const { deliver, to, arrived, control } = await start();
    const text = await deliver({ text: 'Uma vez' });
    await control.cutAnswers({});
    await deliver({ to, forward: text.id });
    expect(await arrived()).toMatchObject([{ body: 'Uma vez', forwarded: true, copies: 1 }]);
  });

  it('is refused as soon as its deletion was asked for', async () => {
    const { scope, deliver, instanceId, to, arrived } = await start();
    const text = await deliver({ text: 'Engano' });
    await revokeMessage(scope, text.id);
    const late = sendTo(scope, instanceId, { to, forward: text.id });
    await expect(late).rejects.toMatchObject({ code: 'invalid_state' });
    expect(await arrived()).toEqual([]);
  });

  it('must be here, not deleted, and something that can be passed on', async () => {
    const { scope, instanceId } = await makeInstance();
    const stranger = await makeInstance();
    const to = somePhone();
    const message = await sendTo(scope, instanceId, { to, text: 'Oi' });
    const theirs = sendTo(stranger.scope, stranger.instanceId, { to, forward: message.id });
    await expect(theirs).rejects.toMatchObject({ code: 'not_found' });
    expect((await listConversations(stranger.scope, { limit: 5 })).data).toEqual([]);
    await database().execute(sql`update messages set type = 'unsupported' where id = ${message.id}`);
    await expect(sendTo(scope, instanceId, { to, forward: message.id })).rejects.toMatchObject({
      code: 'invalid',
    });
    await revokeMessage(scope, message.id);
    await expect(sendTo(scope, instanceId, { to, forward: message.id })).rejects.toMatchObject({
      code: 'invalid_state',
    });
  });
});

describe('mentions', () => {
  it('are refused outside groups, and of nobody', async () => {
    const { scope, instanceId } = await makeInstance();
    const to = somePhone();
    const field = (path: string) => ({ code: 'invalid', errors: [{ path, message: expect.any(String) }] });
    await expect(sendTo(scope, instanceId, { to, text: 'Oi', mentions: [to] })).rejects.toMatchObject(
      field('mentions'),
    );
    const group = '120363000000000000@g.us';
    await expect(
      sendTo(scope, instanceId, { to: group, text: 'Oi', mentions: [to, newId()] }),
    ).rejects.toMatchObject(field('mentions.1'));
    const sent = await sendTo(scope, instanceId, { to: group, text: 'Oi', mentions: [to] });
    expect(sent.text).toBe(`@${to} Oi`);
  });
});
