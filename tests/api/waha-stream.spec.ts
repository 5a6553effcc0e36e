import { expect } from '@playwright/test';
import type { HealthView } from '@/lib/tasks/schema';
import { startTestApp } from '../setup/test-app';
import { withDatabase } from '../setup/test-postgres';
import { type Ground, test } from './support/ground';
import { conversations, send, thread, waitForMessage } from './support/messages';
import { linkNumber, randomPhone } from './support/numbers';
import { waitFor } from './support/wait';

test.use({ appEnv: { WAHA_STREAM: 'true' } });

const CUTS = 6;
const CUT_EVERY_MS = 5_000;
/** Each customer writes once in more than a second: WhatsApp's own times, by which a gap is put in order, are no finer. */
const CUSTOMERS = 12;
const WRITE_EVERY_MS = 100;
const PATIENT = { timeoutMs: 60_000 };

const owner = async ({ sql }: Ground): Promise<string | null> =>
  (await sql`select stream_owner as owner from waha_servers where name = 'env'`)[0]?.owner ?? null;

const isRead = ({ control }: Ground, what: string) =>
  waitFor(
    async () => (await control.state()).streams,
    (count) => count === 1,
    { what, ...PATIENT },
  );

/** Customers who write one after another until told to stop; answers what each wrote, in order. */
function keepWriting({ control }: Ground, session: string) {
  const people = Array.from({ length: CUSTOMERS }, randomPhone);
  const written = new Map(people.map((phone) => [phone, [] as string[]]));
  let isOver = false;
  const done = (async () => {
    for (let count = 0; !isOver; count++) {
      const from = people[count % people.length] ?? '';
      const text = `${count}`;
      await control.inbound({ session, from, text });
      written.get(from)?.push(text);
      await new Promise((resolve) => setTimeout(resolve, WRITE_EVERY_MS));
    }
  })();
  return async () => {
    isOver = true;
    await done;
    return written;
  };
}

/** Every customer's words stand in their conversation once, and in the order in which they were written. */
async function expectAll({ api, sql }: Ground, written: Map<string, string[]>): Promise<void> {
  const total = [...written.values()].flat().length;
  await waitFor(
    async () =>
      (await sql`select count(*)::int as n from messages where direction = 'inbound' and type <> 'system'`)[0]
        ?.n,
    (count) => count >= total,
    { what: `${total} messages`, ...PATIENT },
  );
  const found = new Map<string, (string | null)[]>();
  for (const { id, contact } of await conversations(api, '?limit=100')) {
    const phone = contact?.phoneNumber?.slice(1) ?? '';
    if (!written.has(phone)) continue;
    const messages = (await thread(api, id, '?limit=100')).filter(
      ({ direction, type }) => direction === 'inbound' && type !== 'system',
    );
    found.set(phone, messages.map(({ text }) => text).reverse());
  }
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(written));
}

test('the stream is cut every five seconds while people write: nothing is lost, doubled or out of order', async ({
  ground,
}) => {
  test.setTimeout(180_000);
  const { api, control } = ground;
  const number = await linkNumber(api, control);
  await isRead(ground, 'the stream');
  await waitFor(
    async () => (await api.get<HealthView>('/api/health')).body.checks?.servers[0]?.stream,
    (stream) => stream === 'open',
    { what: 'the health to name it', ...PATIENT },
  );
  const stopWriting = keepWriting(ground, number.sessionName);
  const phone = randomPhone();
  await control.customer({ phone });
  const sent = [];
  for (let cut = 0; cut < CUTS; cut++) {
    await new Promise((resolve) => setTimeout(resolve, CUT_EVERY_MS));
    await control.cutWebsockets();
    sent.push(await send(api, number.id, phone, `resposta ${cut}`));
    await isRead(ground, `the stream after cut ${cut + 1}`);
  }
  const written = await stopWriting();
  await expectAll(ground, written);
  for (const message of sent) await waitForMessage(api, message, ['sent', 'delivered', 'read'], 40_000);
  expect(await control.deliveries()).toEqual([]);
  expect(ground.server().logs()).not.toContain('x-api-key');
});

test('of two processes one reads; when it is killed the other goes on where it was', async ({
  ground,
  app,
}) => {
  test.setTimeout(180_000);
  const { api, control, simulator } = ground;
  const number = await linkNumber(api, control);
  await isRead(ground, 'the stream');
  const first = await owner(ground);
  const [row] = await ground.sql<{ name: string }[]>`select current_database() as name`;
  const other = await startTestApp({
    databaseUrl: withDatabase(app.serverUrl, row?.name ?? ''),
    simulator: { url: simulator.url, apiKey: 'key' },
    dataDir: app.dataDir,
    env: { WAHA_STREAM: 'true' },
  });
  try {
    const stopWriting = keepWriting(ground, number.sessionName);
    await waitFor(
      async () => (await conversations(api)).length,
      (count) => count === CUSTOMERS,
      { what: 'live traffic' },
    );
    expect([(await control.state()).streams, await owner(ground)]).toEqual([1, first]);
    await ground.server().kill();
    await waitFor(
      () => owner(ground),
      (now) => now !== null && now !== first,
      { what: 'another reader', ...PATIENT },
    );
    await isRead(ground, 'the stream again');
    await ground.start();
    const written = await stopWriting();
    await expectAll(ground, written);
    expect((await control.state()).streams).toBe(1);
  } finally {
    const from = performance.now();
    await other.stop();
    expect(performance.now() - from).toBeLessThan(10_000);
  }
  await waitFor(
    () => owner(ground),
    (now) => now !== null,
    { what: 'the one that is left', ...PATIENT },
  );
  await isRead(ground, 'its stream');
});
