import { sql } from 'drizzle-orm';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { learnAddresses } from '@/lib/conversations/learn';
import { inTransaction, type Scope } from '@/lib/core/scope';
import { askStatus } from '@/lib/instances/asking';
import { getInstance, updateInstance } from '@/lib/instances/service';
import { type HookedNumber, hookNumber } from '@/tests/setup/hooked-number';
import { somePhone } from '@/tests/setup/phones';
import { receiveBatch, textFrom } from '@/tests/setup/receive-support';
import { drainOutbox } from './drain';
import { reserveFirstContact } from './hold-queries';
import { releaseMessage } from './release';
import { retryMessage, sendTo } from './send';
import { viewMessages } from './service';

let number: HookedNumber;

afterEach(() => number.close());
afterAll(closeDatabase);

async function start() {
  number = await hookNumber();
  const { control, scope, id } = number;
  const organizationId = scope.organizationId;
  const look = async ({ id: messageId }: { id: string }) => {
    const [view] = await viewMessages(scope, [messageId]);
    return view ? [view.status, view.error?.code ?? null, view.held?.reason ?? null] : undefined;
  };
  return {
    control,
    scope,
    id,
    look,
    send: (to: string, text = 'Oi') => sendTo(scope, id, { to, text }),
    drain: () => drainOutbox(scope, id),
    limits: async () => (await getInstance(scope, id)).limits,
    /** A customer who has written. */
    writes: async (from: string) => {
      await control.inbound({ from, text: 'Bom dia' });
      await expect
        .poll(() =>
          database().execute(sql`
            select 1 from conversations c join contacts p on p.organization_id = c.organization_id and p.id = c.contact_id
            where c.organization_id = ${organizationId} and p.phone_number = ${`+${from}`} and c.is_heard`),
        )
        .toHaveLength(1);
    },
    /** Everything happened a day earlier. */
    sleep: () =>
      database().execute(sql`
        update conversations set first_contact_at = first_contact_at - interval '1 day'
        where organization_id = ${organizationId}`),
    texts: async (phone: string) =>
      (await control.received({ phone })).map(({ content }) =>
        content?.kind === 'text' ? content.text : null,
      ),
  };
}

const isSomebodyWaiting = async () =>
  (await database().execute(sql`select 1 from pg_locks where locktype = 'advisory' and not granted`)).length >
  0;

const SENT = [expect.stringMatching(/^(sent|delivered)$/), null, null];
const RESTRICTED = ['queued', 'restricted', 'number_restricted'];
const OVER_BUDGET = ['queued', 'restricted', 'first_contacts'];

describe('a number that WhatsApp restricts', { timeout: 60_000 }, () => {
  it('fails what got the refusal, keeps what goes to new people, and lets all else flow', async () => {
    const { control, send, drain, look, limits, writes } = await start();
    const customer = somePhone();
    await writes(customer);
    await control.refuseSends({ message: 'server returned error 463' });
    const [refused, behind, other] = [await send(somePhone()), await send(somePhone()), await send(customer)];
    await drain();
    expect(await look(refused)).toEqual(['failed', 'restricted', null]);
    expect(await look(behind)).toEqual(RESTRICTED);
    expect(await look(other)).toEqual(SENT);
    expect((await limits()).restriction).toMatchObject({ kind: 'refused' });
    const later = await send(somePhone());
    expect([later.status, later.error?.code, later.held?.reason]).toEqual(RESTRICTED);
    await drain();
    expect(await look(refused)).toEqual(['failed', 'restricted', null]);
    expect(await control.received({ phone: customer })).toHaveLength(1);
  });

  it('lets a person try again, and knows from success that it may write', async () => {
    const { control, send, drain, look, limits } = await start();
    await control.refuseSends({ message: 'server returned error 463' });
    const [refused, behind] = [await send(somePhone()), await send(somePhone())];
    await drain();
    await retryMessage(number.scope, refused.id);
    await drain();
    expect(await look(refused)).toEqual(SENT);
    expect((await limits()).restriction).toBeNull();
    await drain();
    expect(await look(behind)).toEqual(SENT);
  });

  it('learns of a lock and of its end from WAHA, and sends then', async () => {
    const { control, scope, id, send, drain, look, limits } = await start();
    await control.restrict({ timelock: { isActive: true, endsInSeconds: 7200 } });
    await askStatus(scope, id);
    const { restriction } = await limits();
    expect(restriction?.kind).toBe('timelock');
    const hours = (new Date(restriction?.until ?? 0).getTime() - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(1.9);
    const message = await send(somePhone());
    await drain();
    expect(await look(message)).toEqual(RESTRICTED);
    await retryMessage(scope, message.id).catch(() => undefined);
    expect(await look(message)).toEqual(RESTRICTED);
    await control.restrict({ timelock: null });
    await askStatus(scope, id);
    expect((await limits()).restriction).toBeNull();
    await drain();
    expect(await look(message)).toEqual(SENT);
  });

  it('sends when the told time is over, without a word', async () => {
    const { control, scope, id, send, drain, look } = await start();
    await control.restrict({ timelock: { isActive: true, endsInSeconds: 7200 } });
    await askStatus(scope, id);
    const message = await send(somePhone());
    await control.clearFaults();
    await control.restrict({ timelock: null });
    await database().execute(sql`
      update instances set restriction = jsonb_set(restriction, '{until}', '"2026-01-01T00:00:00Z"') where id = ${id}`);
    await drain();
    expect(await look(message)).toEqual(SENT);
  });

  it('shows WhatsApp’s quota, and that it is used up', async () => {
    const { control, scope, id, send, look, limits } = await start();
    await control.restrict({ capping: { cappingStatus: 'FIRST_WARNING', totalQuota: 50, usedQuota: 40 } });
    await askStatus(scope, id);
    expect(await limits()).toMatchObject({
      restriction: null,
      capping: { status: 'FIRST_WARNING', used: 40, total: 50 },
    });
    await control.restrict({ capping: { cappingStatus: 'CAPPED', totalQuota: 50, usedQuota: 50 } });
    await askStatus(scope, id);
    expect((await limits()).restriction).toMatchObject({ kind: 'capping' });
    expect(await look(await send(somePhone()))).toEqual(RESTRICTED);
  });

  it('sends to whoever writes first', async () => {
    const { control, scope, id, send, drain, look, writes } = await start();
    await control.restrict({ timelock: { isActive: true } });
    await askStatus(scope, id);
    const phone = somePhone();
    const messages = [await send(phone, 'um'), await send(phone, 'dois')];
    await drain();
    for (const message of messages) expect(await look(message)).toEqual(RESTRICTED);
    await writes(phone);
    await drain();
    for (const message of messages) expect(await look(message)).toEqual(SENT);
  });
});

it('sends to whoever turns out to have written under another address', { timeout: 60_000 }, async () => {
  const { scope, id, send, drain, look } = await start();
  await updateInstance(scope, id, { settings: { firstContactsPerDay: 0 } });
  const phone = somePhone();
  const message = await send(phone);
  const lid = '99887766554433@lid';
  await receiveBatch(scope, id, [textFrom(lid, 'L1')]);
  await drain();
  expect(await look(message)).toEqual(OVER_BUDGET);
  await learnAddresses(scope, id, [{ address: lid, otherAddress: `${phone}@c.us` }]);
  await drain();
  expect(await look(message)).toEqual(SENT);
});

describe('the budget of first contacts', { timeout: 60_000 }, () => {
  it('keeps what is over it until the next day, conversation by conversation', async () => {
    const { scope, id, send, drain, look, limits, writes, sleep } = await start();
    const customer = somePhone();
    await writes(customer);
    await updateInstance(scope, id, { settings: { firstContactsPerDay: 2 } });
    const [one, two, three] = [somePhone(), somePhone(), somePhone()];
    const within = [await send(one, 'a'), await send(one, 'b'), await send(two)];
    const over = [await send(three, 'um'), await send(three, 'dois')];
    expect(over[0]).toMatchObject({ status: 'queued', error: { code: 'restricted' } });
    await drain();
    const again = [await send(one, 'c'), await send(customer)];
    await drain();
    for (const message of [...within, ...again]) expect(await look(message)).toEqual(SENT);
    for (const message of over) expect(await look(message)).toEqual(OVER_BUDGET);
    const { firstContacts } = await limits();
    expect(firstContacts).toMatchObject({ used: 2, budget: 2 });
    expect(over[0]?.held?.until).toBe(firstContacts.renewsAt);
    await sleep();
    await drain();
    for (const message of over) expect(await look(message)).toEqual(SENT);
    expect((await limits()).firstContacts.used).toBe(1);
  });

  it('is ten for a fresh number, and begins at midnight of the organization', async () => {
    const { scope, limits } = await start();
    await database().execute(sql`
      update organizations set time_zone = 'Asia/Tokyo' where id = ${scope.organizationId}`);
    const { budget, renewsAt, used } = (await limits()).firstContacts;
    expect([budget, used, renewsAt.slice(11, 19)]).toEqual([10, 0, '15:00:00']);
    expect(new Date(renewsAt).getTime()).toBeGreaterThan(Date.now());
  });

  it('counts on the day on which a message leaves', async () => {
    const { scope, id, send, drain, look, limits, sleep } = await start();
    await updateInstance(scope, id, { settings: { firstContactsPerDay: 1 } });
    const yesterday = await send(somePhone());
    await sleep();
    const today = await send(somePhone());
    await drain();
    expect(await look(yesterday)).toEqual(OVER_BUDGET);
    expect(await look(today)).toEqual(SENT);
    expect((await limits()).firstContacts.used).toBe(1);
  });

  it('gives a place back that was not used', async () => {
    const { control, scope, id, send, drain, look, limits } = await start();
    await updateInstance(scope, id, { settings: { firstContactsPerDay: 1 } });
    await control.refuseSends({ message: 'no' });
    const refused = await send(somePhone());
    const waiting = await send(somePhone());
    await drain();
    expect(await look(refused)).toEqual(['failed', 'rejected', null]);
    expect((await limits()).firstContacts.used).toBe(1);
    expect(await look(waiting)).toEqual(SENT);
  });

  it('lets go what a person lets go, in order, and counts it', async () => {
    const { scope, id, send, drain, look, limits, texts } = await start();
    await updateInstance(scope, id, { settings: { firstContactsPerDay: 0 } });
    const phone = somePhone();
    const [first, second, other] = [
      await send(phone, 'um'),
      await send(phone, 'dois'),
      await send(somePhone()),
    ];
    expect(await releaseMessage(scope, second.id)).toMatchObject({
      status: 'queued',
      error: null,
      held: null,
    });
    await drain();
    for (const message of [first, second]) expect(await look(message)).toEqual(SENT);
    expect(await texts(phone)).toEqual(['um', 'dois']);
    expect(await look(other)).toEqual(OVER_BUDGET);
    expect((await limits()).firstContacts).toMatchObject({ used: 1, budget: 0 });
    await expect(releaseMessage(scope, first.id)).rejects.toMatchObject({ code: 'invalid_state' });
  });

  it('is raised at once when somebody raises it', async () => {
    const { scope, id, send, drain, look } = await start();
    await updateInstance(scope, id, { settings: { firstContactsPerDay: 0 } });
    const message = await send(somePhone());
    await drain();
    expect(await look(message)).toEqual(OVER_BUDGET);
    await updateInstance(scope, id, { settings: { firstContactsPerDay: null } });
    await drain();
    expect(await look(message)).toEqual(SENT);
  });

  it('never gives one place twice, whoever asks at once', async () => {
    const { scope, id, send, limits } = await start();
    await updateInstance(scope, id, { settings: { firstContactsPerDay: 0 } });
    const [one, two] = [await send(somePhone()), await send(somePhone())];
    const reserve = (inside: Scope, { conversationId }: { conversationId: string }) =>
      reserveFirstContact(inside, id, conversationId, 1);
    const { first, second } = await inTransaction(scope, async (inside) => {
      const taken = await reserve(inside, one);
      let isDone = false;
      const other = inTransaction(scope, (another) => reserve(another, two)).finally(() => {
        isDone = true;
      });
      // Either it waits for us, or it has not asked.
      await expect.poll(async () => isDone || (await isSomebodyWaiting())).toBe(true);
      return { first: taken, second: other };
    });
    expect([first.isReserved, (await second).isReserved]).toEqual([true, false]);
    expect((await limits()).firstContacts.used).toBe(1);
  });
});
