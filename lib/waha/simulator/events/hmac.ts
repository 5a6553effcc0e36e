import { createHmac } from 'node:crypto';

/** `X-Webhook-Hmac`: lower-case hex of HMAC-SHA512 over the exact body bytes. */
export function webhookHmac(key: string, body: string | Buffer): string {
  return createHmac('sha512', key).update(body).digest('hex');
}
