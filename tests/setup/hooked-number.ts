import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { env } from '@/lib/env';
import { getInstance } from '@/lib/instances/service';
import { ingest } from '@/lib/webhooks/ingest';
import { type LinkedNumber, linkNumber } from './linked-number';

export type Where = Parameters<typeof linkNumber>[0];
export type HookedNumber = LinkedNumber & { session: string; close: () => Promise<void> };

/** A number that is linked and works, and takes in the webhooks of its simulator. Jobs don't run: the test drains. */
export async function hookNumber(where: Where = {}): Promise<HookedNumber> {
  const webhooks = await takeWebhooks();
  const number = await linkNumber(where);
  const { sessionName } = await getInstance(number.scope, number.id);
  const close = async () => {
    await number.simulator.close();
    webhooks.close();
    // All tests share the row of the server: a number of an older one must not hold its only place.
    await database().execute(sql`update instances set deleted_at = now()`);
  };
  return { ...number, session: sessionName, close };
}

/** The webhook's address on a free port, for sessions that are made from now on. */
async function takeWebhooks() {
  const server = createServer(async (request, response) => {
    const status = await ingest(await toDelivery(request)).then(
      () => 200,
      () => 503,
    );
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  env().WEBHOOK_BASE_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function toDelivery(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const header = (name: string) => (request.headers[name] as string | undefined) ?? null;
  return {
    sessionName: request.url?.split('/').at(-1) ?? '',
    body: Buffer.concat(chunks),
    signature: header('x-webhook-hmac'),
    requestId: header('x-webhook-request-id'),
  };
}
