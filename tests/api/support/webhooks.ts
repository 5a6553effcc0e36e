import { createHmac, randomBytes } from 'node:crypto';
import type { InstanceView } from '@/lib/instances/schema';
import type { EndToEnd } from '../../setup/end-to-end';
import { type Answer, callApi } from './client';
import { waitFor } from './wait';

export type Receipt = { received: boolean; duplicate?: boolean };
type PostOptions = { requestId?: string; signature?: string | null; sessionName?: string };

/** Posts what WAHA would post for one number. */
export type WebhookSender = (body: unknown, options?: PostOptions) => Promise<Answer<Receipt>>;

/**
 * A WAHA that speaks for `instance`: it knows the secret, because the simulator was told it. Objects are posted as
 * JSON, strings as they are. `signature: null` sends none.
 */
export async function webhookSender(
  app: Pick<EndToEnd, 'appUrl' | 'simulator'>,
  { sessionName }: InstanceView,
): Promise<WebhookSender> {
  const secret = await toldSecret(app, sessionName);
  const api = callApi(app.appUrl);
  return (body, options = {}) => {
    const raw = typeof body === 'string' ? body : JSON.stringify(body);
    const { signature = sign(secret, raw), requestId } = options;
    return api.call<Receipt>('POST', `/api/whatsapp/webhook/${options.sessionName ?? sessionName}`, {
      raw,
      headers: {
        'content-type': 'application/json',
        ...(signature === null ? {} : { 'x-webhook-hmac': signature }),
        ...(requestId ? { 'x-webhook-request-id': requestId } : {}),
      },
    });
  };
}

/** Hex HMAC-SHA512 of the exact bytes. */
export const sign = (secret: string, raw: string): string =>
  createHmac('sha512', secret).update(raw).digest('hex');

type Session = { config?: { webhooks?: { hmac?: { key?: string } }[] } };

/** The secret that Recado gave WAHA with the session's config. */
export async function toldSecret(
  { simulator }: Pick<EndToEnd, 'simulator'>,
  sessionName: string,
): Promise<string> {
  const read = async () => {
    const answer = await fetch(`${simulator.url}/api/sessions/${sessionName}`, {
      headers: { 'x-api-key': simulator.apiKey },
    });
    return answer.ok ? ((await answer.json()) as Session).config?.webhooks?.[0]?.hmac?.key : undefined;
  };
  return (await waitFor(read, (key) => key !== undefined, { what: 'a session with a secret' })) as string;
}

const randomId = () => randomBytes(10).toString('hex').toUpperCase();

type MessageInput = {
  chat: string;
  text?: string | null;
  waId?: string;
  at?: number;
  fromMe?: boolean;
  ack?: number;
  /** The other address of whoever the chat is with, or of the author in a group. */
  hint?: string;
  /** Who wrote, in a group. */
  author?: string;
  pushName?: string;
};

/** WAHA's envelope around a payload; a new event each time. */
export const envelope = (event: string, payload: unknown) => ({
  id: `evt_${randomId().toLowerCase()}`,
  timestamp: Date.now(),
  event,
  session: 'whatever',
  me: null,
  payload,
  engine: 'NOWEB',
  environment: { version: '2026.8.2', engine: 'NOWEB', tier: 'CORE' },
});

/** A message as NOWEB tells it: from a customer, or with `fromMe` the echo of one that left this number. */
export function messageEvent({
  chat,
  text = 'Oi',
  waId = randomId(),
  at,
  fromMe = false,
  ack,
  hint,
  author,
  pushName = 'Ana',
}: MessageInput) {
  const timestamp = Math.floor((at ?? Date.now()) / 1000);
  return envelope('message.any', {
    id: [fromMe, chat, waId, author].filter((part) => part !== undefined).join('_'),
    timestamp,
    from: chat,
    fromMe,
    source: fromMe ? 'api' : 'app',
    to: null,
    ...(author ? { participant: author } : {}),
    body: text,
    hasMedia: false,
    media: null,
    ack: ack ?? (fromMe ? 1 : 2),
    replyTo: null,
    _data: {
      key: {
        remoteJid: rawAddress(chat),
        fromMe,
        id: waId,
        ...(author ? { participant: rawAddress(author) } : {}),
        ...(hint ? { [author ? 'participantAlt' : 'remoteJidAlt']: rawAddress(hint) } : {}),
      },
      messageTimestamp: timestamp,
      pushName: fromMe ? 'Loja' : pushName,
      message: text === null ? { messageContextInfo: {} } : { conversation: text },
    },
  });
}

const rawAddress = (address: string) => address.replace('@c.us', '@s.whatsapp.net');

/** A receipt: -1 error, 1 server, 2 device, 3 read, 4 played. */
export const ackEvent = (chat: string, waId: string, ack: number) =>
  envelope('message.ack', { id: `true_${chat}_${waId}`, from: chat, fromMe: true, ack });
