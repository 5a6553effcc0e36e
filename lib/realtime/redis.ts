import { createClient } from '@redis/client';
import { AppError } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { env } from '@/lib/env';

const makeClient = () =>
  createClient({
    url: env().REDIS_URL,
    disableOfflineQueue: true,
    pingInterval: 20_000,
    socket: { connectTimeout: 5_000, reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, 1_000) },
  });

type Client = ReturnType<typeof makeClient>;

const shared = globalThis as typeof globalThis & { __recadoRedis?: Client };

/** A client that comes back by itself, and fails at once while Redis is away. */
function connect(): Client {
  const client = makeClient();
  let isAway = false;
  client.on('error', (error: unknown) => {
    if (!isAway) log().warn({ err: error }, 'Redis is away');
    isAway = true;
  });
  client.on('ready', () => {
    if (isAway) log().info('Redis is back');
    isAway = false;
  });
  // Resolves with the first connection, however long that takes.
  void client.connect().catch(() => {});
  return client;
}

const publisher = (): Client => {
  shared.__recadoRedis ??= connect();
  return shared.__recadoRedis;
};

/** Tells every process that listens. Rejects while Redis is away. */
export async function publishToRedis(channel: string, payloads: string[]): Promise<void> {
  const client = publisher();
  await Promise.all(payloads.map((payload) => client.publish(channel, payload)));
}

/** Whether Redis answers. */
export async function pingRedis(): Promise<boolean> {
  try {
    await publisher().ping();
    return true;
  } catch {
    return false;
  }
}

/** Ends the connection that publishes. */
export function closeRedis(): void {
  shared.__recadoRedis?.destroy();
  shared.__recadoRedis = undefined;
}

/** As `listen` of `db/listen.ts`, on Redis. Throws `unavailable` when it does not answer within 5 s. */
export async function listenOnRedis(
  channel: string,
  onNotify: (payload: string) => void,
  onListening: () => void,
): Promise<{ close: () => Promise<void> }> {
  const client = connect();
  const isReady = new Promise<void>((resolve, reject) => {
    client.once('ready', resolve);
    setTimeout(() => reject(new AppError('unavailable', { retryAfter: 5 })), 5_000).unref();
  });
  try {
    await isReady;
    await client.subscribe(channel, onNotify);
  } catch (error) {
    client.destroy();
    throw error;
  }
  onListening();
  // From now on `ready` comes when the connection is back and has subscribed again.
  client.on('ready', onListening);
  return { close: async () => client.destroy() };
}
