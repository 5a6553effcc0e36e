import { expect } from '@playwright/test';
import type { InstanceView } from '@/lib/instances/schema';
import type { MessageView } from '@/lib/messages/schema';
import { type Ground, test } from './support/ground';
import { arrivals, conversations, send, thread, waitForMessage } from './support/messages';
import { instancePath, type LinkedNumber, linkNumber, randomPhone, waitForStatus } from './support/numbers';
import { waitFor } from './support/wait';

/** The minute's reconciliation is what finds most faults. */
const PATIENT = { timeoutMs: 100_000 };

const webhooksTo = async ({ simulator }: Ground, session: string): Promise<string[]> => {
  const answer = await fetch(`${simulator.url}/api/sessions/${session}`, { headers: { 'x-api-key': 'key' } });
  const { config } = (await answer.json()) as { config: { webhooks?: { url: string }[] } | null };
  return config?.webhooks?.map(({ url }) => url) ?? [];
};

const stored = async ({ sql }: Ground): Promise<number> =>
  (await sql`select count(*)::int as n from messages where type <> 'system'`)[0]?.n;

/** What is younger may still be on its way: it would be no recovery. */
const LONG_AGO_MINUTES = 2;

/** So many customers, each with messages of its own over `minutes` that ended two minutes ago, in order. */
const written = (number: LinkedNumber, customers: number, each: number, minutes: number) => {
  const start = Math.floor(Date.now() / 1000) - (minutes + LONG_AGO_MINUTES) * 60;
  const people = Array.from({ length: customers }, randomPhone);
  const step = (minutes * 60) / (customers * each);
  return people.flatMap((from, person) =>
    Array.from({ length: each }, (_, n) => ({
      session: number.sessionName,
      from,
      text: `${person}-${n}`,
      timestamp: start + Math.floor((n * customers + person) * step),
    })),
  );
};

/** Each text of the plan stands once, in its conversation, in the order in which it was written. */
async function expectAll(api: Ground['api'], plan: ReturnType<typeof written>): Promise<MessageView[]> {
  const all = await conversations(api, '?limit=100');
  const threads = await Promise.all(
    all.map(async ({ id, contact }) => ({ contact, messages: await thread(api, id, '?limit=100') })),
  );
  for (const { contact, messages } of threads) {
    const own = plan.filter(({ from }) => `+${from}` === contact?.phoneNumber);
    expect(
      messages
        .map(({ text }) => text)
        .reverse()
        .filter(Boolean),
    ).toEqual(own.map(({ text }) => text));
  }
  return threads.flatMap(({ messages }) => messages);
}

test.describe('the app is away', () => {
  test('for ten minutes in which 500 messages come: all are found, also when it dies again while it reads', async ({
    ground,
  }) => {
    test.setTimeout(150_000);
    const number = await linkNumber(ground.api, ground.control);
    await ground.sql`update instance_history set linked_at = now() - interval '1 hour'`;
    await ground.server().kill();
    await ground.control.webhooks({ drop: -1 });
    const plan = written(number, 10, 50, 10);
    await ground.control.inboundBatch({ messages: plan });
    await ground.start();
    await waitFor(
      () => stored(ground),
      (count) => count > 0,
      { what: 'the first found', ...PATIENT },
    );
    await ground.server().kill();
    await ground.start();
    await waitFor(
      () => stored(ground),
      (count) => count >= plan.length,
      { what: 'all found', ...PATIENT },
    );
    const messages = await expectAll(ground.api, plan);
    expect(messages).toHaveLength(500);
    const recovered = messages.reduce((sum, message) => sum + (message.recovered?.count ?? 0), 0);
    expect(recovered).toBe(500);
  });
});

test.describe('WAHA', () => {
  test.use({ wahaOptions: { configPersists: false } });

  test('is restarted and has forgotten its config: our webhook is put again, and what waited at WhatsApp comes', async ({
    ground,
  }) => {
    test.setTimeout(150_000);
    const number = await linkNumber(ground.api, ground.control);
    const phone = randomPhone();
    await ground.control.customer({ phone });
    await ground.control.restart();
    await ground.control.inbound({ from: phone, text: 'durante', session: number.sessionName });
    expect(await webhooksTo(ground, number.sessionName)).toEqual([]);
    await waitFor(
      () => webhooksTo(ground, number.sessionName),
      (urls) => urls.length === 1,
      { what: 'our webhook', ...PATIENT },
    );
    await waitForStatus(ground.api, number.id, 'WORKING');
    await ground.control.inbound({ from: phone, text: 'depois', session: number.sessionName });
    await waitFor(
      () => stored(ground),
      (count) => count === 2,
      { what: 'both messages' },
    );
    const message = await send(ground.api, number.id, phone, 'resposta');
    await waitForMessage(ground.api, message, ['sent', 'delivered', 'read'], 30_000);
    expect(await arrivals(ground.control, { phone })).toEqual([['resposta', 1]]);
  });
});

test('a session that somebody deleted in WAHA is made again, says that it needs a scan, and keeps what waits', async ({
  ground,
}) => {
  test.setTimeout(150_000);
  const { api, control, simulator } = ground;
  const number = await linkNumber(api, control);
  const path = `${simulator.url}/api/sessions/${number.sessionName}`;
  await fetch(path, { method: 'DELETE', headers: { 'x-api-key': 'key' } });
  const phone = randomPhone();
  await control.customer({ phone });
  const message = await send(api, number.id, phone, 'espera');
  const scanning = await waitFor(
    async () => (await api.get<InstanceView>(instancePath(number.id))).body,
    ({ status, pending }) => status === 'SCAN_QR_CODE' && pending === null,
    { what: 'a code to scan', ...PATIENT },
  );
  expect(scanning.health).toMatchObject({ state: 'down', lastError: 'unlinked' });
  expect(await waitForMessage(api, message, 'queued')).toBeTruthy();
  await control.scan({ session: number.sessionName, phone: number.phone, pushName: 'Loja' });
  await waitForStatus(api, number.id, 'WORKING');
  await waitForMessage(api, message, ['sent', 'delivered', 'read'], 30_000);
  expect(await arrivals(control, { phone })).toEqual([['espera', 1]]);
});

test('a network that flaps loses nothing, doubles nothing, and raises no alarm', async ({ ground }) => {
  test.setTimeout(120_000);
  const { api, control, sql } = ground;
  const number = await linkNumber(api, control);
  const phone = randomPhone();
  await control.customer({ phone });
  const sent: MessageView[] = [];
  for (let round = 0; round < 6; round++) {
    await control.flap({ session: number.sessionName, downMs: 20_000 });
    await control.inbound({ from: phone, text: `de ${round}`, session: number.sessionName });
    sent.push(await send(api, number.id, phone, `para ${round}`));
    await waitForStatus(api, number.id, 'WORKING');
  }
  for (const message of sent) await waitForMessage(api, message, ['sent', 'delivered', 'read'], 40_000);
  expect(await arrivals(control, { phone })).toEqual([0, 1, 2, 3, 4, 5].map((n) => [`para ${n}`, 1]));
  await waitFor(
    () => stored(ground),
    (count) => count === 12,
    { what: 'both sides' },
  );
  expect(await sql`select kind from incidents`).toEqual([]);
});
