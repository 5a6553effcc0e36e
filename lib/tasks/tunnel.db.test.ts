import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { closeDatabase, database } from '@/db/client';
import { carryOutWish } from '@/lib/instances/session';
import { listenForWebhooks } from '@/lib/webhooks/listener';
import { type LinkedNumber, linkNumber, untilStatus } from '@/tests/setup/linked-number';
import { somePhone } from '@/tests/setup/phones';
import { waitUntil } from '@/tests/setup/wait-until';
import { keepTunnel, type OpenTunnel } from './tunnel';

let number: LinkedNumber;
let listener: Awaited<ReturnType<typeof listenForWebhooks>>;

beforeEach(async () => {
  listener = await listenForWebhooks(0, '127.0.0.1');
  number = await linkNumber();
});
afterEach(async () => {
  await listener.stop();
  await number.simulator.close();
  await database().execute(sql`update instances set deleted_at = now()`);
});
afterAll(closeDatabase);

/** A tunnel that forwards for real, and whose address, or life, is ours to end. */
function standIn() {
  let end: { url: string | null; close: () => void } | undefined;
  const counts = { opened: 0, refused: 0 };
  const entrance = async (port: number) => {
    const server = createServer((from, to) => {
      const { method, url: path, headers } = from;
      const out = forward({ port, host: '127.0.0.1', method, path, headers }, (answer) => {
        to.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(to);
      });
      out.on('error', () => to.destroy());
      from.pipe(out);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const close = () => {
      server.closeAllConnections();
      server.close();
    };
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
  };
  let to = 0;
  const open: OpenTunnel = async (port) => {
    to = port;
    if (counts.refused++ === 0) throw new Error('no tunnel today');
    counts.opened++;
    end = await entrance(port);
    return { url: () => end?.url ?? null, close: async () => end?.close() };
  };
  return {
    open,
    counts,
    address: () => end?.url,
    /** The service gives it another address. */
    change: async () => {
      end?.close();
      end = await entrance(to);
    },
    lose: () => {
      end?.close();
      if (end) end.url = null;
    },
  };
}

/** The webhooks that WAHA has for our session. */
async function hooks(): Promise<string[]> {
  const [session] = (await number.control.state()).sessions;
  const answer = await fetch(`${number.simulator.url}/api/sessions/${session?.name}`, {
    headers: { 'x-api-key': 'key' },
  });
  const { config } = (await answer.json()) as { config: { webhooks?: { url: string }[] } | null };
  return (config?.webhooks ?? []).map(({ url }) => new URL(url).origin);
}

const texts = async () => {
  const rows = await database().execute<{ text: string }>(sql`
    select text from messages where organization_id = ${number.scope.organizationId} and type <> 'system' order by sent_at, id`);
  return rows.map(({ text }) => text);
};
const jobs = async () => {
  const rows = await database().execute<{ n: number }>(
    sql`select count(*)::int as n from graphile_worker.jobs where key = 'reconcile:tunnel'`,
  );
  return rows[0]?.n ?? 0;
};

/** What the job that was asked for does for this number. */
async function reconcile(): Promise<void> {
  await waitUntil(async () => (await jobs()) > 0, 'a comparison of all numbers');
  await database().execute(sql`select graphile_worker.remove_job('reconcile:tunnel')`);
  await carryOutWish(number.scope, number.id);
  await untilStatus(number.scope, number.id, 'WORKING');
}

it('has WAHA call through it, follows its address, comes back when it is lost, and leaves nothing open', async () => {
  const service = standIn();
  const kept = keepTunnel(service.open, listener.port, 20);
  const from = somePhone();
  for (const act of [async () => {}, service.change, async () => service.lose()]) {
    const before = service.address();
    await act();
    await waitUntil(async () => service.address() !== before || before === undefined, 'another address');
    await reconcile();
    expect(await hooks()).toEqual([service.address()]);
    await number.control.inbound({ from, text: `por ${service.address()}` });
    const last = `por ${service.address()}`;
    await waitUntil(async () => (await texts()).includes(last), 'a message through the tunnel');
  }
  expect(service.counts).toEqual({ opened: 2, refused: 3 });
  expect((await fetch(`${service.address()}/sign-in`)).status).toBe(404);
  await kept.stop();
  await expect(fetch(`${service.address()}/api/whatsapp/webhook/x`)).rejects.toThrow();
  await carryOutWish(number.scope, number.id);
  expect(await hooks()).toEqual(['http://localhost:8500']);
});
