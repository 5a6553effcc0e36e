import { sql } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { learnAddresses } from '@/lib/conversations/learn';
import { getInstance, updateInstance } from '@/lib/instances/service';
import type { IncomingMessage } from '@/lib/waha/happenings';
import { somePhone } from '@/tests/setup/phones';
import { makeInstance, receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { sendTo } from './send';

afterAll(closeDatabase);

/** So long ago, to the second. */
const ago = (seconds: number) => new Date(Math.floor(Date.now() / 1000 - seconds) * 1000);

async function start() {
  const { scope, instanceId } = await makeInstance();
  const [ana, hidden] = [`${somePhone()}@c.us`, `${somePhone()}@lid`];
  // Midnight must not come between.
  await database().execute(sql`
    update organizations set time_zone = case when extract(hour from now() at time zone 'UTC') < 12 then 'Asia/Tokyo' else 'America/New_York' end
    where id = ${scope.organizationId}`);
  const text = (waId: string, secondsAgo: number, rest: Partial<IncomingMessage> = {}) =>
    textFrom(ana, waId, { sentAt: ago(secondsAgo), ...rest });
  return {
    scope,
    instanceId,
    ana,
    hidden,
    phone: (waId: string, secondsAgo: number, chat = ana) =>
      text(waId, secondsAgo, { chat, fromMe: true, ack: 1, pushName: null }),
    customer: text,
    receive: (...events: IncomingMessage[]) => receiveBatch(scope, instanceId, events),
    used: async () => (await getInstance(scope, instanceId)).limits.firstContacts.used,
  };
}

describe('who is written to first on the phone', () => {
  it('takes a place of the budget, so that less is left for what is sent here', async () => {
    const { scope, instanceId, receive, phone, used } = await start();
    await updateInstance(scope, instanceId, { settings: { firstContactsPerDay: 1 } });
    await receive(phone('P1', 60), phone('P2', 30));
    expect(await used()).toBe(1);
    const { status, held } = await sendTo(scope, instanceId, { to: somePhone(), text: 'Oi' });
    expect([status, held?.reason]).toEqual(['queued', 'first_contacts']);
  });

  it('on the day on which it was written', async () => {
    const { receive, phone, used } = await start();
    await receive(phone('P1', 86_400));
    await receive(phone('P2', 30));
    expect(await used()).toBe(0);
  });

  it('takes none where the customer began, whatever came in which order', async () => {
    const { receive, phone, customer, used } = await start();
    await receive(phone('P1', 60));
    await receive(customer('A2', 30));
    expect(await used()).toBe(1);
    await receive(customer('A1', 90));
    expect(await used()).toBe(0);
    await receive(phone('P2', 10));
    expect(await used()).toBe(0);
  });

  it('… and where that turns out when two conversations are joined', async () => {
    const { scope, instanceId, receive, phone, customer, ana, hidden, used } = await start();
    await receive(customer('A1', 90));
    await receive(phone('P1', 60, hidden));
    expect(await used()).toBe(1);
    await learnAddresses(scope, instanceId, [{ address: hidden, otherAddress: ana }]);
    expect(await used()).toBe(0);
    await receive(phone('P2', 10, hidden));
    expect(await used()).toBe(0);
  });
});
