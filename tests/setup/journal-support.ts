import { hmacSha512 } from '@/lib/core/secrets';
import { findWebhookTarget } from '@/lib/instances/events';
import { getInstance } from '@/lib/instances/service';
import { ingest, type Receipt } from '@/lib/webhooks/ingest';
import { makeInstance } from './receive-support';

/** A fresh number, and what posts signed deliveries to it. */
export async function makeNumber() {
  const { scope, instanceId } = await makeInstance();
  const { sessionName } = await getInstance(scope, instanceId);
  const target = await findWebhookTarget(sessionName);
  const post = (event: object, requestId: string | null = null): Promise<Receipt> => {
    const body = Buffer.from(JSON.stringify(event));
    return ingest({ sessionName, body, signature: hmacSha512(target?.secret ?? '', body), requestId });
  };
  return { scope, instanceId, sessionName, post };
}

/** A customer's text, as NOWEB tells it. */
export const message = (id: string, text: string, phone = '5511987654321') => ({
  id,
  event: 'message.any',
  engine: 'NOWEB',
  payload: {
    id: `false_${phone}@c.us_${id.replace('evt_', '3EB0')}`,
    timestamp: 1_795_000_000,
    from: `${phone}@c.us`,
    fromMe: false,
    body: text,
  },
});

/** Reads well, and no table takes it: its year has six digits. */
export const poison = (id: string) => {
  const event = message(id, 'veneno');
  return { ...event, payload: { ...event.payload, timestamp: 8_000_000_000_000_000 } };
};
