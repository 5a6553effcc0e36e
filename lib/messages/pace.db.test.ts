import { sql } from 'drizzle-orm';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { showOffline } from '@/lib/instances/presence';
import { updateInstance } from '@/lib/instances/service';
import { type HookedNumber, hookNumber } from '@/tests/setup/hooked-number';
import { somePhone } from '@/tests/setup/phones';
import { drainOutbox } from './drain';
import { releaseMessage } from './release';
import { sendTo } from './send';
import { viewMessages } from './service';

let number: HookedNumber;

afterEach(() => number.close());
afterAll(closeDatabase);

async function start(settings: { pace?: 'none' | 'human' | 'careful'; showTyping?: boolean } = {}) {
  number = await hookNumber();
  const { control, scope, id, session } = number;
  await updateInstance(scope, id, { settings: { pace: 'careful', ...settings } });
  return {
    control,
    scope,
    id,
    send: (to: string, text = 'Oi') => sendTo(scope, id, { to, text }),
    drain: () => drainOutbox(scope, id),
    held: async (message: { id: string }) =>
      (await viewMessages(scope, [message.id]))[0]?.held?.reason ?? null,
    status: async (message: { id: string }) => (await viewMessages(scope, [message.id]))[0]?.status,
    signals: async (kinds: string[]) =>
      (await control.signals({ session })).filter(({ kind }) => kinds.includes(kind)),
    /** So many seconds go by. */
    pass: async (seconds: number) => {
      await database().execute(sql`
        update messages set next_attempt_at = next_attempt_at - make_interval(secs => ${seconds})
        where organization_id = ${scope.organizationId} and next_attempt_at is not null`);
      await database().execute(sql`
        update instances set paced_until = paced_until - make_interval(secs => ${seconds}) where id = ${id}`);
    },
    writes: async (from: string) => {
      await control.inbound({ from, text: 'Bom dia' });
      await expect
        .poll(() =>
          database().execute(sql`
            select 1 from conversations c join contacts p on p.organization_id = c.organization_id and p.id = c.contact_id
            where c.organization_id = ${scope.organizationId} and p.phone_number = ${`+${from}`} and c.is_heard`),
        )
        .toHaveLength(1);
    },
  };
}

const SENT = expect.stringMatching(/^(sent|delivered)$/);

describe('the pace of a number', { timeout: 60_000 }, () => {
  it('shows typing before a first contact, and then sends it', async () => {
    const { send, drain, status, signals, pass } = await start();
    const phone = somePhone();
    const message = await send(phone);
    await drain();
    expect(await status(message)).toBe('queued');
    expect(await signals(['typing', 'stopped'])).toMatchObject([{ kind: 'typing', chat: `${phone}@c.us` }]);
    await pass(5);
    await drain();
    expect(await status(message)).toEqual(SENT);
    expect((await signals(['typing', 'stopped'])).map(({ kind }) => kind)).toEqual(['typing', 'stopped']);
  });

  it('keeps first contacts apart, while answers in live chats go at once', async () => {
    const { send, drain, status, held, pass, writes } = await start({ showTyping: false });
    const customer = somePhone();
    await writes(customer);
    const [one, two, three] = [await send(somePhone()), await send(somePhone()), await send(somePhone())];
    const answer = await send(customer);
    await drain();
    expect([await status(one), await status(two), await status(answer)]).toEqual([SENT, 'queued', SENT]);
    expect([await held(one), await held(two), await held(three)]).toEqual([null, 'pace', 'pace']);
    expect(await held(await send(somePhone()))).toBe('pace');
    // Accepted in the moment in which the turn was given away: it says so at the next look.
    await database().execute(
      sql`update messages set hold = null, next_attempt_at = now() where hold = 'pace'`,
    );
    await drain();
    expect([await held(two), await held(three)]).toEqual(['pace', 'pace']);
    await pass(20);
    await drain();
    expect(await status(two)).toBe('queued');
    await pass(60);
    await drain();
    expect([await status(two), await status(three)]).toEqual([SENT, 'queued']);
  });

  it('keeps apart what programs send into quiet chats, but not what follows in one of them', async () => {
    const { scope, send, drain, status, writes } = await start({ showTyping: false });
    const phones = [somePhone(), somePhone()];
    for (const phone of phones) await writes(phone);
    await database().execute(sql`
      update messages set sent_at = sent_at - interval '2 days' where organization_id = ${scope.organizationId}`);
    const [one, more] = [await send(phones[0] ?? ''), await send(phones[0] ?? '', 'E mais')];
    const other = await send(phones[1] ?? '');
    await drain();
    expect([await status(one), await status(more), await status(other)]).toEqual([SENT, SENT, 'queued']);
  });

  it('lets a person past it', async () => {
    const { scope, send, drain, status } = await start({ showTyping: false });
    const [one, two] = [await send(somePhone()), await send(somePhone())];
    await drain();
    expect([await status(one), await status(two)]).toEqual([SENT, 'queued']);
    await releaseMessage(scope, two.id);
    await drain();
    expect(await status(two)).toEqual(SENT);
  });

  it('is nothing where it is switched off', async () => {
    const { send, drain, status, signals } = await start({ pace: 'none' });
    const sent = [await send(somePhone()), await send(somePhone()), await send(somePhone())];
    await drain();
    for (const message of sent) expect(await status(message)).toEqual(SENT);
    expect(await signals(['typing'])).toEqual([]);
  });
});

it('does not leave the account online after our calls', { timeout: 60_000 }, async () => {
  const { control, scope, id, send, drain } = await start({ pace: 'none' });
  await send(somePhone());
  await drain();
  const presence = async () => (await control.state()).sessions[0]?.presence;
  expect(await presence()).toBe('online');
  const jobs = await database().execute<{ key: string }>(sql`
    select key from graphile_worker.jobs where task_identifier = 'rest_account' and key = ${`rest:${id}`}`);
  expect(jobs).toHaveLength(1);
  await showOffline(scope, id);
  expect(await presence()).toBe('offline');
});
