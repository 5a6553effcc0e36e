import { sql } from 'drizzle-orm';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { syncInstances } from '@/lib/history/sync';
import type { Received } from '@/lib/waha/happenings';
import { type HookedNumber, hookNumber } from '@/tests/setup/hooked-number';
import { somePhone } from '@/tests/setup/phones';
import { ackOf, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { drainOutbox } from './drain';
import { retryMessage, sendTo } from './send';
import type { SendToInput } from './send-schema';
import { listMessages } from './service';

let number: HookedNumber | undefined;
afterEach(() => number?.close());
afterAll(closeDatabase);

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const TEXT = { text: 'De novo' };
const FILE = { type: 'image', media: { data: PNG }, text: 'De novo' } as const;
const REFUSED = { status: 'failed', error: { code: 'rejected' } };

const WAYS = [
  'a late echo',
  'its receipt by the server',
  'its ERROR',
  'its echo with the ERROR',
  'WAHA’s history',
] as const;
type Way = (typeof WAYS)[number];

/** A message that left, was refused by WhatsApp, and which somebody tried once more: it waits in the queue. */
async function refusedAndRetried(engine: 'NOWEB' | 'WEBJS', content: Omit<SendToInput, 'to'>) {
  number = await hookNumber({ engine });
  const { scope, id: instanceId, control } = number;
  const phone = somePhone();
  await control.customer({ phone });
  await control.rejectSends();
  const { id, conversationId } = await sendTo(scope, instanceId, { to: phone, ...content } as SendToInput);
  const drain = () => drainOutbox(scope, instanceId);
  const thread = async () => (await listMessages(scope, conversationId, { limit: 9 })).data;
  const reach = (...wanted: object[]) => expect.poll(thread, { timeout: 10_000 }).toMatchObject(wanted);
  const pass = (column: 'next_attempt_at' | 'sending_at', seconds: number) =>
    database().execute(sql`
      update messages set ${sql.identifier(column)} = ${sql.identifier(column)} - make_interval(secs => ${seconds})
      where id = ${id}`);
  await drain();
  await reach({ id, ...REFUSED, waMessageId: expect.any(String) });
  const [first] = await thread();
  const refusedId = first?.waMessageId ?? '';
  await retryMessage(scope, id);
  const hear = async (event: Received) => {
    await receiveBatch(scope, instanceId, [event]);
    return [];
  };
  const echoOf = (ack: number) =>
    textFrom(`${phone}@c.us`, refusedId, {
      ...{ fromMe: true, source: 'api', text: 'De novo', sentAt: new Date(first?.sentAt ?? 0), ack },
    });
  const ways: Record<Way, () => Promise<{ recoveredMessages: number }[]>> = {
    'a late echo': () => hear(echoOf(0)),
    'its receipt by the server': () => hear(ackOf(refusedId, 1)),
    'its ERROR': () => hear(ackOf(refusedId, -1)),
    'its echo with the ERROR': () => hear(echoOf(-1)),
    'WAHA’s history': () => syncInstances(scope),
  };
  return {
    id,
    refusedId,
    drain,
    reach,
    thread,
    /** Tells of the first attempt in this way, and expects that nothing comes of it. */
    tell: async (way: Way) => {
      const before = await thread();
      const [synced] = await ways[way]();
      expect(synced?.recoveredMessages ?? 0).toBe(0);
      expect(await thread()).toEqual(before);
    },
    hearReceipt: () => hear(echoOf(2)),
    /** The second attempt does not leave, and its answer is lost: nobody knows. */
    leaveInDoubt: async () => {
      await control.crashBeforeSend();
      await drain();
      await reach({ id, status: 'checking', waMessageId: null });
    },
    giveUp: async () => {
      await pass('sending_at', 61);
      await pass('next_attempt_at', 10);
      await drain();
      await reach({ id, status: 'failed', error: { code: 'unsettled' }, waMessageId: null });
    },
    arrived: async () => (await control.received({ phone })).map(({ body, copies }) => [body, copies]),
  };
}

describe.each([
  ['a text on WEBJS', 'WEBJS', TEXT],
  ['a file on NOWEB', 'NOWEB', FILE],
] as const)(
  '%s that WhatsApp refused and somebody tries once more',
  { timeout: 60_000 },
  (_, engine, content) => {
    const start = () => refusedAndRetried(engine, content);

    it('leaves under another id, and stays one message when its echo comes', async () => {
      const { id, refusedId, drain, reach, thread, arrived } = await start();
      await drain();
      await reach({ id, status: 'delivered', error: null, waMessageId: expect.any(String) });
      expect((await thread())[0]?.waMessageId).not.toBe(refusedId);
      expect(await arrived()).toEqual([['De novo', 1]]);
    });

    it.each(WAYS)('waits on to leave: %s tells of the first attempt', async (way) => {
      const { id, drain, reach, tell, arrived } = await start();
      await tell(way);
      await reach({ id, status: 'queued' });
      await drain();
      await reach({ id, status: 'delivered', error: null });
      expect(await arrived()).toEqual([['De novo', 1]]);
    });

    it.each(WAYS)('stays the one that left: %s tells of the first attempt', async (way) => {
      const { id, drain, reach, tell } = await start();
      await drain();
      await reach({ id, status: 'delivered' });
      await tell(way);
    });

    it.each(WAYS)('stays in doubt, its answer lost: %s tells of the first attempt', async (way) => {
      const { tell, leaveInDoubt, giveUp } = await start();
      await leaveInDoubt();
      await tell(way);
      await giveUp();
      await tell(way);
    });

    it('has arrived, though in doubt, where a receipt says so of the first attempt', async () => {
      const { id, refusedId, reach, leaveInDoubt, hearReceipt } = await start();
      await leaveInDoubt();
      await hearReceipt();
      await reach({ id, status: 'delivered', waMessageId: refusedId });
    });

    it('has left twice where a receipt says so: both stand there, as in the customer’s chat', async () => {
      const { id, refusedId, drain, reach, thread, hearReceipt } = await start();
      await drain();
      await reach({ id, status: 'delivered' });
      await hearReceipt();
      // Both may be of one second, and then stand in either order.
      const [ours, refused] = (await thread()).toSorted((one) => (one.id === id ? -1 : 1));
      expect(ours).toMatchObject({ id, status: 'delivered' });
      expect(refused).toMatchObject({ waMessageId: refusedId, status: 'delivered' });
      expect(await thread()).toHaveLength(2);
    });
  },
);
