import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { listConversations } from '@/lib/conversations/service';
import { watchTyping } from '@/lib/conversations/typing';
import { newId } from '@/lib/core/ids';
import { systemScope } from '@/lib/core/scope';
import { listenForHints } from '@/lib/realtime/channel';
import { publish, type Told } from '@/lib/realtime/publish';
import { hookNumber } from '@/tests/setup/hooked-number';
import { makeNumber, message } from '@/tests/setup/journal-support';
import { receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { ingestStreamed } from './ingest';

const LID = '99887766554433@lid';
const PHONE = '5511987654321@c.us';

const heard: Told[] = [];
let listener: { close: () => Promise<void> };
beforeAll(async () => {
  listener = await listenForHints(
    (payload) => heard.push(JSON.parse(payload)),
    () => {},
  );
});
beforeEach(() => void heard.splice(0));
afterAll(async () => {
  await listener.close();
  await closeDatabase();
});

const typed = () => heard.flatMap(({ typing }) => typing ?? []);

type What = { state?: string; participant?: string; at?: number };
const presence = (chat: string, { state = 'typing', participant = chat, at = Date.now() }: What = {}) => ({
  id: `evt_${newId()}`,
  timestamp: at,
  event: 'presence.update',
  engine: 'NOWEB',
  payload: { id: chat, presences: [{ participant, lastKnownPresence: state, lastSeen: null }] },
});

/** A number with a conversation; `told`: what was told until now, with all that went before. */
async function start() {
  const number = await makeNumber();
  const { scope, instanceId } = number;
  await receiveBatch(scope, instanceId, [textFrom(PHONE, 'Oi', { aliases: [LID] })]);
  const conversation = (await listConversations(scope, { limit: 1 })).data[0];
  const told = async () => {
    const mark = newId();
    await publish(database(), scope.organizationId, { servers: [mark] });
    await expect.poll(() => heard.some(({ servers }) => servers?.includes(mark))).toBe(true);
    return typed();
  };
  const journaled = async () =>
    (
      await database().execute(sql`select event from webhook_events
    where instance_id = ${instanceId} and event = 'presence.update'`)
    ).length;
  return { ...number, conversation, told, journaled };
}

describe('who types', () => {
  it.each([
    ['phone', PHONE],
    ['phone without the ninth digit', '551187654321@c.us'],
    ['hidden id', LID],
  ])('is told by their %s, and nothing of it is kept', async (_, chat) => {
    const { post, conversation, told, journaled } = await start();
    const at = Date.now();
    const event = presence(chat, { at });
    expect(await post(event)).toEqual({ received: true });
    expect(await post(event)).toEqual({ received: true, duplicate: true });
    expect(await post(presence(chat, { state: 'paused', at: at + 1 }))).toEqual({ received: true });
    const person = { conversationId: conversation?.id, contactId: conversation?.contact?.id, name: null };
    expect(await told()).toEqual([
      { ...person, state: 'typing', at: new Date(at).toISOString() },
      { ...person, state: 'none', at: new Date(at + 1).toISOString() },
    ]);
    expect(await journaled()).toBe(0);
  });

  it('has a name in a group, where somebody here knows it', async () => {
    const { scope, instanceId, post, told } = await start();
    const group = '120363000000000077@g.us';
    await receiveBatch(scope, instanceId, [
      textFrom(group, 'Bom dia', {
        author: LID,
        aliases: [PHONE],
        pushName: 'Ana Souza',
        sentAt: new Date(),
      }),
    ]);
    await post(presence(group, { participant: LID, state: 'recording' }));
    await post(presence(group, { participant: '11111111111111@lid' }));
    expect(await told()).toMatchObject([
      { name: 'Ana Souza', contactId: expect.any(String), state: 'recording' },
      { name: null, contactId: null, state: 'typing' },
    ]);
  });

  it('is nobody in a chat that nobody has here, and nobody when it is long over', async () => {
    const { post, told, journaled } = await start();
    await post(presence('5511900000000@c.us'));
    await post(presence(PHONE, { at: Date.now() - 31_000 }));
    expect(await told()).toEqual([]);
    expect(await journaled()).toBe(0);
  });

  it('comes over a stream as well, beside the messages', async () => {
    const { scope, instanceId, journaled } = await start();
    const target = { organizationId: scope.organizationId, instanceId };
    const bodies = [presence(PHONE), message('evt_s', 'Aqui')].map((event) =>
      Buffer.from(JSON.stringify(event)),
    );
    await ingestStreamed(bodies.map((body) => ({ target, body })));
    await expect.poll(() => typed().length).toBe(1);
    expect(await journaled()).toBe(0);
  });
});

describe('watching', () => {
  let close: (() => Promise<void>) | undefined;
  afterEach(async () => close?.());

  it('has WhatsApp tell, lets the account rest, and says when it can not', async () => {
    const { scope, session, control, id, ...number } = await hookNumber();
    close = number.close;
    const from = '5511987650011';
    await control.customer({ phone: from });
    await control.inbound({ session, from, text: 'Oi' });
    const find = async () => (await listConversations(scope, { limit: 1 })).data[0]?.id;
    await expect.poll(find).toBeDefined();
    const conversationId = (await find()) ?? '';
    const type = () => control.presence({ session, from, presence: 'typing' });
    expect(await type()).toEqual({ sent: false });
    expect(await watchTyping(scope, conversationId)).toEqual({ isWatched: true });
    expect(await type()).toEqual({ sent: true });
    await expect.poll(typed).toMatchObject([{ conversationId, state: 'typing' }]);
    const jobs = await database().execute(
      sql`select key from graphile_worker.jobs where key = ${`rest:${id}`}`,
    );
    expect(jobs).toHaveLength(1);

    await expect(watchTyping(systemScope(newId()), conversationId)).rejects.toMatchObject({
      code: 'not_found',
    });
    await control.unlink({ session });
    await expect.poll(() => watchTyping(scope, conversationId)).toEqual({ isWatched: false });
  });
});
