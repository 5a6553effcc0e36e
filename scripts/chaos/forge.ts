import { createHmac } from 'node:crypto';
import { decryptSecret } from '../../lib/core/secrets';
import { messageEvent } from '../../tests/api/support/webhooks';
import type { Chat, Op } from './plan';
import type { Road } from './traffic';

type Forged = Extract<Op, { kind: 'forged' }>;

const sign = (secret: string, body: string) => createHmac('sha512', secret).update(body).digest('hex');

/** Posts a message that WAHA never sent; anything but 401 (or a door that is closed at the moment) is a fault. */
export async function forge(road: Road, op: Forged, chat: Chat): Promise<void> {
  const { numbers, targets } = road.stage;
  const own = numbers[chat.instance];
  const other = numbers[(chat.instance + 1) % numbers.length];
  if (!own || !other) return;
  const body = JSON.stringify(messageEvent({ chat: `${chat.phone}@c.us`, text: op.text }));
  const signature = {
    unsigned: undefined,
    wrongKey: sign('somebody-else', body),
    changedBody: sign(road.secrets.get(own.id) ?? '', `${body} `),
    otherNumber: numbers.length > 1 ? sign(road.secrets.get(other.id) ?? '', body) : undefined,
  }[op.how];
  for (const [door, port] of targets) {
    const status = await fetch(`http://127.0.0.1:${port}/api/whatsapp/webhook/${own.sessionName}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(signature ? { 'x-webhook-hmac': signature } : {}) },
      body,
    }).then(
      (answer) => answer.status,
      () => 0,
    );
    if (![0, 401, 503].includes(status))
      road.truth.faults.push(`A forged webhook (${op.how}) at ${door}: ${status}`);
  }
}

/** The secrets that the numbers' webhooks are signed with. */
export async function readSecrets({ stage }: Pick<Road, 'stage'>): Promise<Map<string, string>> {
  const rows = await stage.sql<{ id: string; sealed: string }[]>`
    select id, webhook_secret_encrypted as sealed from instances`;
  return new Map(rows.map(({ id, sealed }) => [id, decryptSecret(sealed)]));
}
